import { TRPCError } from "@trpc/server";
import { z } from "zod";

import type { Context } from "../context.ts";
import { POLICY } from "../domain/policy.ts";
import { text } from "../domain/text.ts";
import { forgetDevice } from "../sync/former-device.ts";
import { anyone, FieldError, router } from "../trpc.ts";
import type { Entry, Place, Profile } from "./account.ts";
import { DEVICE_COOKIE, DEVICE_COOKIE_SECONDS } from "./known-device.ts";
import { LONGEST, passwordFlaw } from "./password-policy.ts";
import { SESSION_COOKIE, SESSION_COOKIE_SECONDS } from "./sessions.ts";

/** Something before the @, a dot somewhere after it, nothing that cannot be seen; any alphabet. */
const ADDRESS = /^[^\s@"\p{Cc}\p{Cf}]{1,64}@[^\s@."\p{Cc}\p{Cf}]+(\.[^\s@."\p{Cc}\p{Cf}]+)+$/u;

const Email = text(254)
  .transform((email) => email.trim().normalize("NFC"))
  .pipe(z.string().regex(ADDRESS, "Enter an e-mail address, like name@example.com."));
// In UTF-16 units, so that nothing endless is hashed; the policy counts code points of the composed form.
const Password = text(LONGEST * 4);

const SignUp = z.strictObject({
  email: Email,
  name: text(120).trim().min(1, "Enter your name."),
  password: Password,
  adult: z.literal(true, "Cliently is for people of 18 or over."),
  policyVersion: z.literal(POLICY.version, "The privacy policy has changed. Load the page again and read it first."),
});

export const accountRouter = router({
  /** Makes an account and signs it in on this browser. */
  signUp: anyone.input(SignUp).mutation(async ({ ctx, input }) => {
    const flaw = await passwordFlaw(input.password, [input.email, input.name, "cliently"]);
    if (flaw) throw new FieldError({ password: flaw });
    const made = await ctx.services.account.signUp(input, placeOf(ctx));
    // Without mail there is no neutral answer: the person would wait for a letter that never comes.
    if (!made) throw new FieldError({ email: "There is an account with this address. Sign in instead." });
    return enter(ctx, made);
  }),

  /** Signs in on this browser. Wrong password and unknown address get the same answer after the same time. */
  signIn: anyone.input(z.strictObject({ email: Email, password: Password })).mutation(async ({ ctx, input }) => {
    const found = await ctx.services.account.signIn(input.email, input.password, placeOf(ctx));
    if (!found) throw new FieldError({ password: "That e-mail and password do not belong together." });
    return enter(ctx, found);
  }),

  /** Ends this browser's session, and forgets its token even when it had ended by itself. */
  signOut: anyone.mutation(async ({ ctx }) => {
    if (ctx.session) {
      await ctx.services.account.signOut(ctx.session.sessionId);
      forgetDevice(ctx.cookies, ctx.session.accountId);
    }
    ctx.cookies.clear(SESSION_COOKIE);
  }),

  /** Who is signed in, or null. */
  me: anyone.query(({ ctx }) => (ctx.session ? ctx.services.account.profile(ctx.session.accountId) : null)),

  /** What the sign-in page may offer. */
  offers: anyone.query(({ ctx }) => ({ demo: ctx.services.account.offersDemo })),

  /** A fresh account for trying Cliently out, with a made-up address. The device fills it with made-up people. */
  demo: anyone.input(z.strictObject({ password: Password })).mutation(async ({ ctx, input }) => {
    if (!ctx.services.account.offersDemo) throw new TRPCError({ code: "NOT_FOUND" });
    const flaw = await passwordFlaw(input.password, ["cliently", "demo"]);
    if (flaw) throw new FieldError({ password: flaw });
    const email = `demo-${Buffer.from(ctx.services.random(8)).toString("hex")}@example.invalid`;
    const newcomer = { email, name: "Demo practice", password: input.password, policyVersion: POLICY.version };
    const made = await ctx.services.account.signUp(newcomer, placeOf(ctx));
    if (!made) throw new TRPCError({ code: "CONFLICT", message: "Try once more." });
    return enter(ctx, made);
  }),
});

function placeOf({ ip, cookies }: Context): Place {
  return { ip, device: cookies.get(DEVICE_COOKIE) };
}

/** Signs this browser in, and out of whatever it was signed in to before. */
async function enter({ services, session, cookies }: Context, { profile, token, device }: Entry): Promise<Profile> {
  if (session) await services.account.signOut(session.sessionId);
  cookies.set(SESSION_COOKIE, token, SESSION_COOKIE_SECONDS);
  cookies.set(DEVICE_COOKIE, device, DEVICE_COOKIE_SECONDS);
  return profile;
}
