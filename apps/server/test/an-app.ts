import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder that looks like a built app, inside one whose files must never be served. */
export function anApp(files: Record<string, string>): Disposable & { folder: string } {
  const outside = mkdtempSync(join(tmpdir(), "cliently-app-"));
  const folder = join(outside, "dist");
  writeFileSync(join(outside, "secret.txt"), "outside of the app");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, [Symbol.dispose]: () => rmSync(outside, { recursive: true, force: true }) };
}
