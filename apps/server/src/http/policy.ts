import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

const Policy = z.object({ csp: z.string().startsWith("default-src 'none'") });

const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The content security policy that the build of the app made for itself; without an app, nothing may load at all. */
export function contentSecurityPolicy(appFolder: string): string {
  const file = join(appFolder, "policy.json");
  return existsSync(file) ? Policy.parse(JSON.parse(readFileSync(file, "utf8"))).csp : NOTHING;
}
