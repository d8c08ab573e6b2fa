import { z } from "zod";

import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import { Time } from "../text.ts";
import { Summary, SummaryFailure } from "./summary.ts";

const shape = Summary.shape;

/** A process begins to write a summary. Only one can: the second finds it begun. */
export const beginSummary = defineMutation({
  args: z.strictObject({ id: Id, provider: shape.provider, model: shape.model }),
  async run(store, { id, provider, model }) {
    const summary = await store.get("summary", id);
    if (!summary) throw new Refused("summary-unknown");
    if (summary.status !== "requested") throw new Refused("summary-not-open");
    await store.put("summary", { ...summary, status: "writing", provider, model });
  },
});

/** A summary has come to its end, with the words it got to. */
export const finishSummary = defineMutation({
  args: z.strictObject({
    id: Id,
    status: z.enum(["draft", "stopped", "interrupted", "failed"]),
    text: shape.text,
    failure: SummaryFailure.nullable(),
    finishedAt: Time,
  }),
  async run(store, { id, ...end }) {
    const summary = await store.get("summary", id);
    if (!summary) throw new Refused("summary-unknown");
    if (summary.status !== "requested" && summary.status !== "writing") throw new Refused("summary-not-open");
    await store.put("summary", { ...summary, ...end });
  },
});
