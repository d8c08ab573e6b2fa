import { z } from "zod";

import { Id } from "../domain/ids.ts";
import { router, signedIn } from "../trpc.ts";

/** The earlier texts of notes. They are kept on the server alone, so this is all there is of them elsewhere. */
export const historyRouter = router({
  /** Which there are of a note, newest first. */
  list: signedIn
    .input(z.strictObject({ noteId: Id }))
    .query(({ ctx, input }) => ctx.services.storage.read(ctx.session.accountId, (tx) => tx.revisions(input.noteId))),

  /** One of them, whole; null when it is not there, or not any more. */
  get: signedIn.input(z.strictObject({ id: Id })).query(async ({ ctx, input }) => {
    const found = await ctx.services.storage.read(ctx.session.accountId, (tx) => tx.revision(input.id));
    return found && { update: found.update };
  }),
});
