import { seenOf } from "@cliently/api/domain/bin";
import { partOf } from "@cliently/api/domain/note/sign-mutations";
import type { Row } from "@cliently/api/domain/store";
import { aClient, anEdit, anId, aNote, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { aDevice } from "../testing/a-device.ts";
import { mutate } from "./mutate.ts";
import { readRow } from "./read-row.ts";
import { paint } from "./view.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("L20 words that another tab adds to an edit that still waits, after the signer has looked, have to be read first", async () => {
  const device = aDevice(practice, await practice.somebodyElse());
  const [signer, writer] = [await device.openTab(), await device.openTab()];
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  const first = anEdit(note.args.id, "what the signer sees");
  await mutate(signer.device, [client, note, { ...first, args: { ...first.args, over: null } }], { leaving: false });
  await paint(signer.device);
  const looked = await readRow(signer.device, "note", note.args.id);

  const second = anEdit(note.args.id, "what came meanwhile", [first.args.update]);
  await mutate(writer.device, [{ ...second, args: { ...second.args, over: null } }], {
    leaving: false,
    rehearse: false,
  });
  expect(await signer.device.box.outbox.count(), "one edit, grown").toBe(3);
  await paint(signer.device);

  const signing = { signature: anId(), signedAt: Date.now(), sealed: "{}", hash: "0".repeat(64), vector: "AQECAwQ=" };
  const sign = (as: Row<"note">) => {
    const saw = { seen: seenOf([as]), part: partOf(as) };
    return mutate(signer.device, [{ name: "note.sign", args: { id: note.args.id, ...signing, ...saw } }]);
  };
  if (!looked) throw new Error("the note is there");
  const outcome = await sign(looked).then(
    () => "signed",
    (error: { reason?: string }) => error.reason,
  );
  expect(outcome).toBe("note-changed");

  const now = await readRow(signer.device, "note", note.args.id);
  if (now) await sign(now);
  expect(await readRow(signer.device, "note", note.args.id)).toMatchObject({ status: "signed" });
  for (const tab of [signer, writer]) tab.device.close();
});
