import { createHmac, randomBytes } from "node:crypto";

import { actAs } from "@cliently/db";
import { testDatabase } from "@cliently/db/testing";
import { hash, verify } from "@node-rs/bcrypt";
import { expect, test } from "vitest";

import { POLICY } from "../domain/policy.ts";
import { openAccounts } from "./account.ts";
import { openPasswords } from "./password.ts";
import { passwordFlaw } from "./password-policy.ts";

const PEPPER = new Uint8Array(randomBytes(32));

test("AUTH1: a password is kept as bcrypt of cost 12, over what only our pepper makes of it", async () => {
  const passwords = await openPasswords(PEPPER);
  const stored = await passwords.hash("my dog is called biscuit");

  expect(stored).toMatch(/^\$2[aby]\$12\$/);
  expect(await verify("my dog is called biscuit", stored)).toBe(false);
  const peppered = createHmac("sha384", PEPPER).update("my dog is called biscuit").digest("base64");
  expect(await verify(peppered, stored)).toBe(true);

  const elsewhere = await openPasswords(new Uint8Array(randomBytes(32)));
  expect(await elsewhere.verify("my dog is called biscuit", stored)).toEqual({ ok: false, stale: false });
  expect(await passwords.verify("my dog is called biscuit", stored)).toEqual({ ok: true, stale: false });
  expect(await passwords.verify("my dog is called biscuit", null)).toEqual({ ok: false, stale: false });
});

test("AUTH2: every one of 256 characters counts, in any script, and NUL ends nothing", async () => {
  const passwords = await openPasswords(PEPPER);
  for (const character of ["w", "é", "漢", "💩", "\0"]) {
    const password = character.repeat(256);
    const stored = await passwords.hash(password);
    expect((await passwords.verify(password, stored)).ok).toBe(true);
    for (const other of [`${character.repeat(255)}x`, character.repeat(255), `x${character.repeat(255)}`]) {
      expect((await passwords.verify(other, stored)).ok, other.slice(0, 3)).toBe(false);
    }
  }
});

test("a password typed on another keyboard is the same one: composed or not", async () => {
  const passwords = await openPasswords(PEPPER);
  const stored = await passwords.hash("cafe\u0301 with biscuits");
  expect((await passwords.verify("caf\u00e9 with biscuits", stored)).ok).toBe(true);
});

test("AUTH1: a password of another cost is hashed anew when its owner signs in, and only then", async () => {
  await using database = await testDatabase();
  const { db, secrets } = database;
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const accounts = await openAccounts({ ...database, clock: Date.now, random, offersDemo: false });
  const from = { ip: "192.0.2.1", device: undefined };
  const [email, password] = ["ada@practice.example", "my dog is called biscuit"];
  const up = await accounts.signUp({ email, name: "Ada", password, policyVersion: POLICY.version }, from);
  const accountId = up?.profile.accountId ?? "";
  const kept = () => actAs(db, accountId, (tx) => tx.account.findUniqueOrThrow({ where: { accountId } }));
  const peppered = createHmac("sha384", secrets.pepper).update(password).digest("base64");
  const passwordHash = await hash(peppered, { cost: 6 });
  await actAs(db, accountId, (tx) => tx.account.update({ where: { accountId }, data: { passwordHash } }));

  expect(await accounts.signIn(email, "not the right one", from)).toBeUndefined();
  expect((await kept()).passwordHash).toBe(passwordHash);
  expect(await accounts.signIn(email, password, from)).toBeDefined();
  expect((await kept()).passwordHash).toMatch(/^\$2[aby]\$12\$/);
  expect(await accounts.signIn(email, password, from)).toBeDefined();
});

test("AUTH5: two passwords are hashed at once, sixteen wait, and the next is turned away", async () => {
  const passwords = await openPasswords(PEPPER);
  const crowd = await Promise.allSettled(Array.from({ length: 20 }, () => passwords.verify("x", null)));

  expect(crowd.filter(({ status }) => status === "fulfilled")).toHaveLength(18);
  const turnedAway = crowd.filter((result) => result.status === "rejected");
  expect(turnedAway.map(({ reason }) => (reason as { code: string }).code)).toEqual(
    Array(2).fill("SERVICE_UNAVAILABLE"),
  );
  expect(await passwords.verify("x", null)).toEqual({ ok: false, stale: false }); // and the line moves on
});

test("AUTH3: a new password is long enough, and not one that programs guess first", async () => {
  const own = ["anna.meier@praxis.example", "Anna Meier", "cliently"];
  for (const weak of [
    "short",
    "w".repeat(14),
    "👍".repeat(14),
    "w".repeat(257),
    "password1234567",
    "passwordpassword",
    "qwertyuiopasdfgh",
    "0123456789012345",
    "iloveyouiloveyou",
    "Summer2026Summer2026",
    "anna.meier@praxis.example",
    "annameierpraxis",
    "clientlyclientlycliently",
    `${"a".repeat(200)}`,
  ]) {
    expect(await passwordFlaw(weak, own), weak).toMatch(/^(Use at|This one is easy)/);
  }
  for (const good of [
    "my dog is called biscuit",
    "correct horse battery staple",
    "Füße im Schnee und Tee",
    "心配しないで大丈夫だよ今日も明日",
    "x7#Kq!v9Lm2$Zp4",
  ]) {
    expect(await passwordFlaw(good, own), good).toBeUndefined();
  }
});

test("judging the longest password keeps nobody waiting", async () => {
  await passwordFlaw("my dog is called biscuit", []); // the lists are loaded once
  for (const long of ["p@ssw0rd".repeat(32), "4@86{[<3>6|1!7$05+2%".repeat(12), "passwordqwerty1990".repeat(14)]) {
    const began = performance.now();
    await passwordFlaw(long, []);
    expect(performance.now() - began, long.slice(0, 10)).toBeLessThan(250);
  }
});
