import { afterAll, beforeAll, expect, test } from "vitest";

import type { Assistant } from "../assistant/assistant.ts";
import type { SyncEvent } from "../domain/protocol.ts";
import {
  aClient,
  aConsent,
  anId,
  aNote,
  aPractice,
  aReferenceDevice,
  contentsOf,
  foldLog,
  serverRows,
  type Practice,
} from "../testing/index.ts";
import { commitAsServer, serverDevice } from "./server-commit.ts";

/** What the assistant was told, in order. */
const told: string[] = [];
const listener: Assistant = {
  facts: { provider: "nobody", model: "none", label: "nobody", leavesServer: false },
  requested: (_, id) => void told.push(`requested ${id}`),
  stopped: (_, id) => void told.push(`stopped ${id}`),
  wordsSince: async () => [],
  sweep: async () => {},
  drain: async () => {},
};

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice({ assistant: () => listener });
});
afterAll(() => practice[Symbol.asyncDispose]());

test("asking for a summary starts the assistant once, after the commit, however often the request is sent", async () => {
  const { phone, summary } = await aRequest();
  const request = phone.request();
  await phone.exchanges({ lost: true });
  await phone.exchanges();
  await phone.exchanges();
  expect(told.filter((line) => line.endsWith(summary))).toEqual([`requested ${summary}`]);
  expect(request.mutations.length).toBeGreaterThan(0);
  phone.does([{ name: "summary.stop", args: { id: summary } }]);
  await phone.settles();
  expect(told.filter((line) => line.endsWith(summary))).toEqual([`requested ${summary}`, `stopped ${summary}`]);
});

test("a request that is refused for want of consent starts nothing", async () => {
  const { phone, summary } = await aRequest({ consent: false });
  const { results } = await phone.exchanges();
  expect(results.at(-1)).toMatchObject({ status: "refused", reason: "consent-missing" });
  expect(told.join()).not.toContain(summary);
});

test("L13 what the server itself writes is in the log, told and synced like anybody's", async () => {
  const { member, phone, summary } = await aRequest();
  await phone.settles();
  const heard: SyncEvent[] = [];
  practice.services.bus.subscribe(member.accountId, (event) => heard.push(event));

  expect(await begin(member.accountId, summary, anId())).toEqual({ status: "applied" });
  const end = { id: summary, status: "draft" as const, text: "Slept better.", failure: null, finishedAt: Date.now() };
  expect(
    await commitAsServer(practice.services, member.accountId, { name: "summary.finish", args: end, mid: anId() }),
  ).toEqual({ status: "applied" });
  for (const event of heard) phone.hears(event);

  expect(heard).toMatchObject([{ kind: "changed", device: serverDevice(member.accountId) }, { kind: "changed" }]);
  expect(phone.rows.get(`summary|${summary}`)).toMatchObject({
    status: "draft",
    text: "Slept better.",
    model: "extract",
  });
  const server = contentsOf(await serverRows(practice.services, member.accountId));
  expect(server).toEqual(contentsOf(phone.rows));
  expect(server).toEqual(contentsOf(await foldLog(practice.services, member.accountId)));
});

test("of two processes that begin one summary at once, one can", async () => {
  const { member, phone, summary } = await aRequest();
  await phone.settles();
  const outcomes = await Promise.all([
    begin(member.accountId, summary, anId()),
    begin(member.accountId, summary, anId()),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["applied", "refused"]);
});

test("L2 the server's own mutation under one mid takes effect once", async () => {
  const { member, phone, summary } = await aRequest();
  await phone.settles();
  const mid = anId();
  expect(await begin(member.accountId, summary, mid)).toEqual({ status: "applied" });
  expect(await begin(member.accountId, summary, mid)).toEqual({ status: "applied" });
  expect(await serverRows(practice.services, member.accountId)).toEqual(
    await foldLog(practice.services, member.accountId),
  );
});

function begin(accountId: string, id: string, mid: string) {
  return commitAsServer(practice.services, accountId, {
    name: "summary.begin",
    args: { id, provider: "here", model: "extract" },
    mid,
  });
}

/** A device on which somebody has just asked for a summary of a note. */
async function aRequest({ consent = true } = {}) {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const summary = anId();
  const clientId = anId();
  const note = aNote({ clientId, body: "slept better" });
  const asks = {
    id: summary,
    noteId: note.args.id,
    clientId,
    style: "recap",
    length: "brief",
    textHash: "0".repeat(64),
  } as const;
  phone.does([
    aClient({ id: clientId }),
    ...(consent ? [aConsent(clientId)] : []),
    note,
    { name: "summary.request", args: asks },
  ]);
  return { member, phone, summary };
}
