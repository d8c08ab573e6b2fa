import { RefusedFile } from "./refused-file.ts";

/** How the letters of a file may be written, as `TextDecoder` knows them, and what a person calls it. */
export const ENCODINGS = {
  "utf-8": "Unicode (UTF-8)",
  "utf-16le": "Unicode (UTF-16)",
  "utf-16be": "Unicode (UTF-16, big-endian)",
  "windows-1252": "Western European (Windows)",
  "windows-1250": "Central European (Windows)",
  "windows-1251": "Cyrillic (Windows)",
  "windows-1253": "Greek (Windows)",
  "windows-1254": "Turkish (Windows)",
  macintosh: "Western (Mac)",
  shift_jis: "Japanese (Shift JIS)",
} as const;
export type Encoding = keyof typeof ENCODINGS;

/** How a file is most probably written: what it says at its beginning, else what its bytes allow. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return wideWithoutMark(bytes) ?? (isUtf8(bytes) ? "utf-8" : "windows-1252");
}

/** The text of a file: with "\n" for every end of a line, without its mark, and without what is no character at all. */
export function decoded(bytes: Uint8Array, encoding: Encoding): { text: string; dropped: number } {
  const raw = new TextDecoder(encoding).decode(bytes);
  const text = raw.replaceAll(NO_CHARACTERS, "");
  const dropped = raw.length - text.length;
  if (dropped > 64 && dropped > raw.length / 1000) throw new RefusedFile(NO_TEXT);
  return { text: text.replaceAll(/\r\n?/g, "\n"), dropped };
}

const NO_TEXT = "This is not a text file: most of it is no writing. Bring a CSV file or contact cards (.vcf).";

// oxlint-disable-next-line no-control-regex -- these are what is to go
const NO_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Sixteen bits a letter, unmarked: in most of the world's lists every other byte is then zero. */
function wideWithoutMark(bytes: Uint8Array): Encoding | undefined {
  const pairs = Math.min(bytes.length, 65_536) >> 1;
  if (pairs === 0) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs; index++) {
    if (bytes[index * 2] === 0) even++;
    if (bytes[index * 2 + 1] === 0) odd++;
  }
  if (odd > pairs * 0.4 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.4 && odd < pairs * 0.05) return "utf-16be";
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
