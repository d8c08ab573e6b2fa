import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** Makes a file (0600) with all of its content or not at all, and never replaces one that is there. */
export function writeOnce(file: string, content: string): void {
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, "wx", 0o600);
  writeSync(handle, content);
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(draft, file); // fails where a file is, which a rename would replace
    rmSync(draft);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return rmSync(draft);
    renameSync(draft, file); // a file system without links
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
