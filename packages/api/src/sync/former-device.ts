import { createHash } from "node:crypto";

import type { Context } from "../context.ts";
import { Id } from "../domain/ids.ts";

const SECONDS = 400 * 24 * 3_600;

/**
 * Which device of an account this browser was when it last spoke, by a cookie that only the server reads: it stays when
 * the browser clears its databases. It says nothing on its own and is looked up within the signed-in account alone.
 */
export function formerDevice(cookies: Context["cookies"], accountId: string): string | null {
  return Id.safeParse(cookies.get(cookieOf(accountId))).data ?? null;
}

/** From now on this browser is this device. */
export function rememberDevice(cookies: Context["cookies"], accountId: string, device: string): void {
  cookies.set(cookieOf(accountId), device, SECONDS);
}

/** The person has signed out: what this browser held is gone because they wanted it so. */
export function forgetDevice(cookies: Context["cookies"], accountId: string): void {
  cookies.clear(cookieOf(accountId));
}

/** A name for each account, which does not name it. */
function cookieOf(accountId: string): string {
  return `__Host-cliently-box-${createHash("sha256").update(`box|${accountId}`).digest("hex").slice(0, 16)}`;
}
