import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; css?: string[] };

/** What is loaded, one after the other, until the list of clients is on the screen of somebody who has just signed in. */
const ON_THE_WAY = ["index.html", "src/practice.tsx", "src/features/clients/clients-page.tsx"];

export type FirstLoad = { gzipBytes: number; files: { file: string; gzipBytes: number }[] };

/** The JavaScript of a build that a first visit needs until the client list is there, compressed as it travels. */
export function firstLoad(dist: string): FirstLoad {
  const chunks = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8")) as Record<string, Chunk>; // Vite's own
  const needed = new Set<string>();
  const visit = (name: string) => {
    const chunk = chunks[name];
    if (!chunk) throw new Error(`The build has no ${name}.`);
    if (needed.has(chunk.file)) return;
    needed.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  ON_THE_WAY.forEach(visit);
  const beforePaint = /\/(assets\/before-paint[^"]*)/.exec(readFileSync(`${dist}/index.html`, "utf8"))?.[1];
  if (beforePaint) needed.add(beforePaint);

  const files = [...needed]
    .map((file) => ({ file, gzipBytes: gzipSync(readFileSync(`${dist}/${file}`)).length }))
    .toSorted((a, b) => b.gzipBytes - a.gzipBytes);
  return { gzipBytes: files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0), files };
}

if (import.meta.main) {
  const result = firstLoad(process.argv[2] ?? `${import.meta.dirname}/../dist`);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
