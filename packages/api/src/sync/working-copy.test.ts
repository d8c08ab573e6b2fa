import { afterAll, beforeAll, expect, test } from "vitest";

import type { Row } from "../domain/store.ts";
import {
  aClient,
  anId,
  aPractice,
  aReferenceDevice,
  memoryStore,
  type Member,
  type Practice,
} from "../testing/index.ts";
import { workingCopy, type WorkingCopy } from "./working-copy.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("of what a mutation put, nothing stays unless it is kept; the next one sees only what was kept", async () => {
  const { member, clientId } = await aClientOnServer();
  const [refused, applied] = [aConsentRow(clientId), aConsentRow(clientId)];
  const written = await inStore(member, async (store) => {
    await store.next().put("consent", refused);
    const second = store.next();
    expect(await second.get("consent", refused.id)).toBeUndefined();
    await second.put("consent", applied);
    second.keep();
    expect(await store.next().list("consent", "clientId", clientId)).toEqual([applied]);
    return store.flush();
  });
  expect(written).toEqual([{ noun: "consent", id: applied.id, row: applied }]);
  expect(await inStore(member, (store) => store.next().list("consent", "clientId", clientId))).toEqual([applied]);
});

test("a list counts what the batch moved in and out of it, and comes in the reference store's order", async () => {
  const { member, clientId } = await aClientOnServer();
  const [stays, goes, comes] = [aConsentRow(clientId), aConsentRow(clientId), aConsentRow(clientId)];
  await inStore(member, async (store) => {
    const first = store.next();
    for (const row of [goes, stays]) await first.put("consent", row);
    first.keep();
    await store.flush();
  });
  const reference = memoryStore();
  for (const row of [stays, comes]) await reference.put("consent", row);
  await inStore(member, async (store) => {
    const next = store.next();
    await next.put("consent", { ...goes, clientId: anId() });
    await next.put("consent", comes);
    expect(await next.list("consent", "clientId", clientId)).toEqual(
      await reference.list("consent", "clientId", clientId),
    );
  });
});

test("a row comes back as it was put: open fields, sealed ones, and fields that only a newer app knows", async () => {
  const { member, clientId } = await aClientOnServer();
  const row = {
    ...aConsentRow(clientId),
    withdrawnAt: 253_402_300_799_999,
    remark: "“naïve” 🌱\u0000",
    fromTheFuture: { deep: [1, null] },
  };
  await inStore(member, async (store) => {
    const next = store.next();
    await next.put("consent", row);
    next.keep();
    await store.flush();
  });
  expect(await inStore(member, (store) => store.next().get("consent", row.id))).toEqual(row);
});

async function inStore<T>(member: Member, work: (store: WorkingCopy) => Promise<T>): Promise<T> {
  return practice.services.storage.write(member.accountId, (tx) => work(workingCopy(tx)));
}

async function aClientOnServer() {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const client = aClient();
  phone.does([client]);
  await phone.settles();
  return { member, clientId: client.args.id };
}

function aConsentRow(clientId: string): Row<"consent"> {
  return {
    id: anId(),
    clientId,
    kind: "ai",
    givenAt: 1_700_000_000_123,
    withdrawnAt: null,
    textVersion: "2026-11",
    remark: "",
  };
}
