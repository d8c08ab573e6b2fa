import { z } from "zod";

import { consents } from "../consent/consent.ts";
import { changeOf, mergeFields, settleLost, type Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { Summary, SummaryLength, SummaryStyle } from "./summary.ts";

const shape = Summary.shape;

/** Asks for a summary of a note. The server starts writing after it has committed this; offline it waits in the box. */
export const requestSummary = defineMutation({
  args: z.strictObject({
    id: Id,
    noteId: Id,
    clientId: Id,
    style: SummaryStyle,
    length: SummaryLength,
    textHash: shape.textHash,
  }),
  async run(store, request, made) {
    const note = await store.get("note", request.noteId);
    if (!note || note.clientId !== request.clientId) throw new Refused("note-unknown");
    const client = await store.get("client", request.clientId);
    if (note.deletedAt !== null || client?.deletedAt) throw new Refused("in-bin");
    if (await store.get("summary", request.id)) throw new Refused("summary-exists");
    if (!consents(await store.list("consent", "clientId", request.clientId), "ai"))
      throw new Refused("consent-missing");
    await store.put("summary", {
      ...request,
      requestedAt: made.at,
      finishedAt: null,
      status: "requested",
      text: "",
      provider: "",
      model: "",
      failure: null,
    });
  },
});

/** Stops a summary: before its first word it is cancelled, after that the server keeps what came and says `stopped`. */
export const stopSummary = defineMutation({
  args: z.strictObject({ id: Id }),
  async run(store, { id }, made) {
    const summary = await found(store, id);
    if (summary.status === "requested")
      await store.put("summary", { ...summary, status: "cancelled", finishedAt: made.at });
    else if (summary.status !== "writing") throw new Refused("summary-not-open");
  },
});

/** Replaces the text of a summary that waits for the practitioner's decision, or was approved before. */
export const editSummary = defineMutation({
  args: z.strictObject({ id: Id, text: changeOf(shape.text) }),
  // 1 → 2: names the text that it replaces, so that concurrent edits are noticed
  upcasters: [(args) => ({ ...(args as object), text: { value: (args as { text: unknown }).text, over: null } })],
  async run(store, { id, text }, made) {
    const summary = await found(store, id);
    if (!isDecidable(summary.status) && summary.status !== "approved") throw new Refused("summary-not-open");
    await store.put("summary", mergeFields(withStamps(summary), { text }, made));
  },
});

/** The person has decided about a text that lost against another device's. Taking it over is a `summary.edit` beside this. */
export const settleSummary = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const summary = withStamps(await found(store, id));
    const settled = settleLost(summary, field, mid);
    if (settled !== summary) await store.put("summary", settled);
  },
});

/** Makes the text the practitioner's own. */
export const approveSummary = defineMutation({
  args: z.strictObject({ id: Id }),
  async run(store, { id }) {
    const summary = await found(store, id);
    if (!isDecidable(summary.status) || !summary.text) throw new Refused("summary-not-open");
    await store.put("summary", { ...summary, status: "approved" });
  },
});

/** Throws a summary's text away. */
export const discardSummary = defineMutation({
  args: z.strictObject({ id: Id }),
  async run(store, { id }) {
    const summary = await found(store, id);
    if (!isDecidable(summary.status) && summary.status !== "approved") throw new Refused("summary-not-open");
    await store.put("summary", { ...summary, status: "discarded", text: "" });
  },
});

/** Whether a summary has ended with something, or nothing, for the person to decide about. */
export function isDecidable(status: Row<"summary">["status"]): boolean {
  return status === "draft" || status === "stopped" || status === "interrupted" || status === "failed";
}

/** A summary that nobody has edited has no stamps. */
export function withStamps(summary: Row<"summary">): Row<"summary"> & Stamped {
  return { ...summary, stamps: summary.stamps ?? {}, lost: summary.lost ?? [] };
}

async function found(store: Store, id: string): Promise<Row<"summary">> {
  const summary = await store.get("summary", id);
  if (!summary) throw new Refused("summary-unknown");
  return summary;
}
