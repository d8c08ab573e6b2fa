import { aClient, anId, aNote } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { aDevice } from "../testing/a-device.ts";
import { aMemoryServer } from "../testing/memory-server.ts";
import { mutate } from "./mutate.ts";
import { exchange } from "./exchange.ts";
import { readRow, readRows, type RowsQuery } from "./read-row.ts";
import { findUndecided } from "./undecided.ts";

test("notes are found by their time, by whether they are signed, and by name, whether they wait here or the server has them", async () => {
  const server = aMemoryServer();
  const phone = aDevice(server, server);
  const tab = await phone.openTab();
  const { device } = tab;
  const client = aClient();
  const notes = [100, 200, 300, 400].map((startedAt) => aNote({ clientId: client.args.id, id: anId(), startedAt }));
  const [first, second, third, last] = notes.map(({ args }) => args.id);
  const found = async (query: RowsQuery<"note">) =>
    (await readRows(device, "note", query)).map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);

  const looks = async () => {
    expect(await found({ between: "startedAt", from: 200, before: 400 })).toEqual([200, 300]);
    expect(await found({ between: "startedAt", from: 301, before: Number.MAX_SAFE_INTEGER })).toEqual([400]);
    expect(await found({ list: "status", value: "draft" })).toEqual([100, 200, 300, 400]);
    expect(await found({ list: "status", value: "signed" })).toEqual([]);
    expect(await found({ ids: [first, last, anId()].map(String) })).toEqual([100, 400]);
  };
  await mutate(device, [client, ...notes]);
  await looks();
  await exchange(device, await phone.lead(tab));
  await looks();

  // One that is moved out of a time here is not in it any more, and one that is moved in is.
  const moved = (id: string | undefined, value: number) => ({
    name: "note.change" as const,
    args: { id: String(id), changes: { startedAt: { value, over: null } } },
  });
  await mutate(device, [moved(second, 900), moved(first, 250)]);
  expect(await found({ between: "startedAt", from: 200, before: 400 })).toEqual([250, 300]);
  expect(await found({ ids: [String(third)] })).toEqual([300]);
});

test("rows are found without a look at where the cache stands: that moves with every change, and all who ask would ask anew", async () => {
  const server = aMemoryServer();
  const { device } = await aDevice(server, server).openTab();
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  await mutate(device, [client, note]);
  const asking = { ...device, cache: { ...device.cache, meta: undefined as never } };
  expect(await readRows(asking, "note", { list: "clientId", value: client.args.id })).toHaveLength(1);
  expect(await readRow(asking, "client", client.args.id)).toMatchObject({ id: client.args.id });
  expect(await findUndecided(asking.cache)).toEqual([]);
});
