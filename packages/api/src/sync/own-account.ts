import { TRPCError } from "@trpc/server";

/** A device that speaks for another account than the session's must sign in there first; nobody's words go astray. */
export function ownAccount(session: string, account: string): void {
  if (session !== account) throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in again." });
}
