import { router, signedIn } from "../trpc.ts";

export const summaryRouter = router({
  /** Who writes summaries on this server, to be told before anything is sent. */
  provider: signedIn.query(({ ctx }) => ctx.services.assistant.facts),
});
