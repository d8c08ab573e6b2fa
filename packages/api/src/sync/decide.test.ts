import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { Id } from "../domain/ids.ts";
import { defineMutation, Refused, type Mutation } from "../domain/mutation.ts";
import { aClient, anId, aPractice, aReferenceDevice, serverRows, type Practice } from "../testing/index.ts";
import { decide } from "./decide.ts";

const Try = z.strictObject({ id: Id, givenName: z.string(), refused: z.boolean() });
type Try = z.infer<typeof Try>;

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("a mutation that is refused after it wrote leaves nothing, alone or beside others that are applied", async () => {
  const changesItsMind = defineMutation({
    args: Try,
    async run(store, { id, givenName, refused }) {
      const client = await store.get("client", id);
      if (!client) throw new Refused("client-unknown");
      await store.put("client", { ...client, givenName });
      if (refused) throw new Refused("summary-not-open");
    },
  });
  const { accountId, deviceId, clientId } = await aClientOnServer("first");

  const tries = [
    { id: clientId, givenName: "second", refused: true },
    { id: clientId, givenName: "third", refused: false },
    { id: clientId, givenName: "fourth", refused: true },
  ];
  const decision = await decideAs(accountId, deviceId, { "client.try": changesItsMind }, tries);
  expect(decision.results.map(({ status }) => status)).toEqual(["refused", "applied", "refused"]);
  expect((await serverRows(practice.services, accountId)).get(`client|${clientId}`)).toMatchObject({
    givenName: "third",
  });
});

async function decideAs(accountId: string, deviceId: string, catalogue: Record<string, Mutation<Try>>, tries: Try[]) {
  const name = Object.keys(catalogue)[0] ?? "";
  const now = Date.now();
  const mutations = tries.map((args, index) => ({ seq: index + 2, mid: anId(), name, v: 1, args, madeAt: now }));
  return practice.services.storage.write(accountId, (tx, at) =>
    decide({ tx, at, deviceId, lastSeq: 1, forkedAt: null, now, mutations, catalogue }),
  );
}

async function aClientOnServer(givenName: string) {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const client = aClient({ givenName });
  phone.does([client]);
  await phone.settles();
  return { accountId: member.accountId, deviceId: phone.id, clientId: client.args.id };
}
