import { z } from "zod";

import { blankClient } from "./client/blank.ts";
import { Id } from "./ids.ts";
import { defineMutation } from "./mutation.ts";
import { NO_WORDS } from "./purged.ts";
import type { Row, Store } from "./store.ts";
import { Time } from "./text.ts";

const NO_HASH = "0".repeat(64);

/**
 * What lay in the bin long enough loses its content; tombstones are left, so that every device hears of it. Does nothing
 * when the row is not in the bin since `deletedAt`: it was brought back meanwhile. A note goes by its client's time when
 * it was not deleted itself.
 */
export const purgeBin = defineMutation({
  args: z.strictObject({ noun: z.enum(["client", "note"]), id: Id, deletedAt: Time, purgedAt: Time }),
  async run(store, { noun, id, deletedAt, purgedAt }) {
    if (noun === "note") {
      const note = await store.get("note", id);
      if (note && (await deletedAtOf(store, note)).includes(deletedAt)) await purgeNote(store, note, purgedAt);
      return;
    }
    const client = await store.get("client", id);
    if (client?.deletedAt === deletedAt) await purgeClient(store, client, purgedAt);
  },
});

async function deletedAtOf(store: Store, note: Row<"note">): Promise<(number | null | undefined)[]> {
  return [note.deletedAt, (await store.get("client", note.clientId))?.deletedAt];
}

async function purgeClient(store: Store, client: Row<"client">, purgedAt: number): Promise<void> {
  const { id, createdAt, status, deletedAt } = client;
  for (const note of await store.list("note", "clientId", id)) await purgeNote(store, note, purgedAt);
  for (const summary of await store.list("summary", "clientId", id)) await purgeSummary(store, summary, purgedAt);
  for (const { id: consentId, givenAt, withdrawnAt } of await store.list("consent", "clientId", id)) {
    const nothing = { kind: "data" as const, textVersion: "", remark: "", purgedAt };
    await store.put("consent", { id: consentId, clientId: id, givenAt, withdrawnAt, ...nothing });
  }
  for (const goal of await store.list("goal", "clientId", id)) await purgeGoal(store, goal, purgedAt);
  for (const measurement of await store.list("measurement", "clientId", id))
    await purgeMeasurement(store, measurement, purgedAt);
  await store.put("client", {
    id,
    createdAt,
    status,
    deletedAt,
    ...blankClient,
    givenName: "",
    stamps: {},
    lost: [],
    purgedAt,
  });
}

async function purgeNote(store: Store, note: Row<"note">, purgedAt: number): Promise<void> {
  const { id, clientId, createdAt, status, deletedAt } = note;
  for (const { id: updateId, madeAt } of await store.list("note-update", "noteId", id))
    await store.put("note-update", { id: updateId, noteId: id, madeAt, update: NO_WORDS, purgedAt });
  for (const summary of await store.list("summary", "noteId", id)) await purgeSummary(store, summary, purgedAt);
  for (const { id: signatureId, signedAt, undoneAt, made } of await store.list("signature", "noteId", id)) {
    const empty = { sealed: "", hash: NO_HASH, vector: NO_WORDS, made, purgedAt };
    await store.put("signature", { id: signatureId, noteId: id, clientId, signedAt, undoneAt, ...empty });
  }
  for (const { id: addendumId, signedAt, createdAt: at, status: was } of await store.list("addendum", "noteId", id)) {
    const empty = { text: "", hash: null, stamps: {}, lost: [], purgedAt };
    await store.put("addendum", {
      id: addendumId,
      noteId: id,
      clientId,
      createdAt: at,
      signedAt,
      status: was,
      ...empty,
    });
  }
  const nothing = { template: "", startedAt: createdAt, stamps: {}, lost: [], purgedAt };
  await store.put("note", { id, clientId, createdAt, status, deletedAt, ...nothing });
}

async function purgeGoal(store: Store, goal: Row<"goal">, purgedAt: number): Promise<void> {
  const { id, clientId, createdAt, status } = goal;
  const numbers = { start: null, target: null, dueOn: null };
  const nothing = { title: "", details: "", unit: "", ...numbers, stamps: {}, lost: [], purgedAt };
  await store.put("goal", { id, clientId, createdAt, status, ...nothing });
}

async function purgeMeasurement(store: Store, measurement: Row<"measurement">, purgedAt: number): Promise<void> {
  const { id, clientId, noteId, createdAt, takenAt, status } = measurement;
  const nothing = { instrument: "", scale: null, remark: "", followUp: "", stamps: {}, lost: [], purgedAt };
  await store.put("measurement", { id, clientId, noteId, createdAt, takenAt, status, ...nothing });
}

async function purgeSummary(store: Store, summary: Row<"summary">, purgedAt: number): Promise<void> {
  const { id, noteId, clientId, requestedAt, finishedAt } = summary;
  await store.put("summary", {
    id,
    noteId,
    clientId,
    requestedAt,
    finishedAt,
    status: "discarded",
    style: "recap",
    length: "brief",
    textHash: NO_HASH,
    text: "",
    provider: "",
    model: "",
    failure: null,
    purgedAt,
  });
}
