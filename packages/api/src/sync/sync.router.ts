import { TRPCError } from "@trpc/server";

import {
  BATCH_BYTES,
  BucketRequest,
  DigestRequest,
  EventsRequest,
  ExchangeRequest,
  type Pushed,
} from "../domain/protocol.ts";
import { router, signedIn } from "../trpc.ts";
import { compareDigests, readBucket } from "./digest.ts";
import { events } from "./events.ts";
import { exchange } from "./exchange.ts";
import { formerDevice, rememberDevice } from "./former-device.ts";
import { ownAccount } from "./own-account.ts";

export const syncRouter = router({
  /** Carries a device's mutations up and brings everything unseen down. */
  exchange: signedIn.input(ExchangeRequest).mutation(async ({ ctx, input }) => {
    const { accountId } = ctx.session;
    ownAccount(accountId, input.account);
    if (bytesOf(input.mutations) > BATCH_BYTES)
      throw new TRPCError({ code: "PAYLOAD_TOO_LARGE", message: "Too much at once." });
    const former = formerDevice(ctx.cookies, accountId);
    const reply = await exchange(ctx.services, accountId, input, former);
    // Only with an answer that also tells what became of the former one.
    if (former !== input.device && input.mutations.length === 0) rememberDevice(ctx.cookies, accountId, input.device);
    return reply;
  }),

  /** Finds what a device holds otherwise than the server. Changes nothing; a mutation, so that nothing of it is in an address. */
  digest: signedIn.input(DigestRequest).mutation(({ ctx, input }) => {
    ownAccount(ctx.session.accountId, input.account);
    return compareDigests(ctx.services, ctx.session.accountId, input);
  }),

  /** What the server holds in one bucket. */
  bucket: signedIn.input(BucketRequest).mutation(({ ctx, input }) => {
    ownAccount(ctx.session.accountId, input.account);
    return readBucket(ctx.services, ctx.session.accountId, input);
  }),

  /** Tells a device what happens in its account, as it happens. */
  events: signedIn.input(EventsRequest).subscription(({ ctx, input, signal }) => {
    ownAccount(ctx.session.accountId, input.account);
    const stillSignedIn = async () => (await ctx.services.account.sessionById(ctx.session.sessionId)) !== null;
    return events(ctx.services, ctx.session.accountId, input, stillSignedIn, signal ?? new AbortController().signal);
  }),
});

function bytesOf(mutations: Pushed[]): number {
  try {
    return Buffer.byteLength(JSON.stringify(mutations));
  } catch {
    // Only nesting beyond the call stack ends here: the wire itself was JSON.
    throw new TRPCError({ code: "BAD_REQUEST", message: "Nested too deep." });
  }
}
