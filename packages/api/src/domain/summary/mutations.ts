import { z } from "zod";

import { consents } from "../consent/consent.ts";
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
  args: z.strictObject({ id: Id, text: shape.text }),
  async run(store, { id, text }) {
    const summary = await found(store, id);
    if (!isDecidable(summary.status) && summary.status !== "approved") throw new Refused("summary-not-open");
    await store.put("summary", { ...summary, text });
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

async function found(store: Store, id: string): Promise<Row<"summary">> {
  const summary = await store.get("summary", id);
  if (!summary) throw new Refused("summary-unknown");
  return summary;
}
