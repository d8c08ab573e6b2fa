import { RefusedFile } from "./refused-file.ts";

type Format = { name: string; begins: readonly number[]; instead: string };

const AS_CSV = "Open it in your spreadsheet, save the sheet as CSV, and bring that.";
const A_LIST = "Bring a CSV file or contact cards (.vcf).";

/** What begins with these bytes is no list of people, whatever its name ends with. */
const FORMATS: readonly Format[] = [
  { name: "a JPEG picture", begins: [0xff, 0xd8, 0xff], instead: A_LIST },
  { name: "a PNG picture", begins: [0x89, 0x50, 0x4e, 0x47], instead: A_LIST },
  { name: "a GIF picture", begins: [0x47, 0x49, 0x46, 0x38], instead: A_LIST },
  { name: "a PDF document", begins: [0x25, 0x50, 0x44, 0x46, 0x2d], instead: A_LIST },
  { name: "an Excel workbook or a ZIP archive", begins: [0x50, 0x4b, 0x03, 0x04], instead: AS_CSV },
  { name: "an old Excel or Word file", begins: [0xd0, 0xcf, 0x11, 0xe0], instead: AS_CSV },
  { name: "a compressed archive", begins: [0x1f, 0x8b], instead: "Unpack it first, and bring what is inside." },
  { name: "a database", begins: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], instead: A_LIST },
];

/** Refuses what is no text by its first bytes, and says what it is instead. */
export function refuseForeign(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new RefusedFile("The file is empty.");
  const format = FORMATS.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  if (format) throw new RefusedFile(`This is ${format.name}, not a list of people. ${format.instead}`);
}

/** Whether a text is made of contact cards rather than of rows. */
export function isCards(text: string): boolean {
  return /^\s*BEGIN:VCARD[ \t]*\n/i.test(text);
}
