import { aClient, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { exchange } from "../../sync/exchange.ts";
import { mutate } from "../../sync/mutate.ts";
import { aDevice } from "../../testing/a-device.ts";
import { aTime } from "../../testing/time.ts";
import { beginning } from "./use-begin-note.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

const DAYS_MS = 3 * 86_400_000;

test("a note that is begun on a device whose clock is days ahead bears today's date, once that has met the server", async () => {
  const profile = aDevice(practice, await practice.somebodyElse());
  const time = aTime(Date.now() + DAYS_MS);
  const tab = await profile.openTab(time);
  const client = aClient();
  await mutate(tab.device, [client]);
  const begunUnknowing = await beginning(tab.device, client.args.id, "soap");
  expect(begunUnknowing.args.fields.startedAt, "as far as it knows").toBe(time.clock());

  await exchange(tab.device, await profile.lead(tab));
  const { offset } = tab.device.clock;
  expect(offset).toBeLessThan(-DAYS_MS + 3_600_000);
  const begun = await beginning(tab.device, client.args.id, "soap");
  expect(begun.args.fields).toMatchObject({ startedAt: time.clock() + (offset ?? 0), number: 1 });
  tab.device.close();
});
