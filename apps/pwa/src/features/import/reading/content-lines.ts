/** A line of a contact card (RFC 6350, 3.3): `name` and `group` in lower case, parameters by their name, the value as it is written. */
export type ContentLine = { group: string; name: string; parameters: Map<string, string[]>; value: string };

/** One card of a file: the line it begins in, and what stands between its beginning and end; null when it has no end. */
export type Card = { line: number; text: string; isWhole: boolean };

/** The cards of a file, one by one, so that a broken one is left out alone. */
export function* cardsOf(text: string): Generator<Card> {
  const begins = /^BEGIN:VCARD[ \t]*$/gim;
  let line = 1;
  let counted = 0;
  let begin = begins.exec(text);
  while (begin) {
    const from = begin.index + begin[0].length;
    for (let at = text.indexOf("\n", counted); at !== -1 && at < begin.index; at = text.indexOf("\n", at + 1)) {
      line++;
      counted = at + 1;
    }
    const next = begins.exec(text);
    const body = text.slice(from, next?.index ?? text.length);
    const end = /^END:VCARD[ \t]*$/im.exec(body);
    yield { line, text: end ? body.slice(0, end.index) : body, isWhole: end !== null };
    begin = next;
  }
}

/** What is never looked at: megabytes of pictures and keys. */
const DROPPED = /^([\w-]+\.)?(PHOTO|LOGO|SOUND|KEY)[;:]/i;

/** The lines of a card, unfolded and decoded. A line that is none has no name, and stands whole in its value. */
export function contentLines(card: string): ContentLine[] {
  const isOld = /^VERSION:2\.1/im.test(card);
  const lines: ContentLine[] = [];
  let open: string[] | undefined;
  let isQuotedPrintable = false;
  let isBase64 = false;
  let isDropping = false;
  const finish = () => {
    const whole = open?.join("") ?? "";
    if (whole.trim()) lines.push(parseLine(whole));
    open = undefined;
  };
  for (const line of card.split("\n")) {
    const last = open?.at(-1);
    const isHead = headOf(line) !== undefined;
    if (/^[ \t]/.test(line) && open) open.push(isOld ? line : line.slice(1));
    else if (open && isQuotedPrintable && last?.endsWith("=")) open.push(`\n${line}`);
    else if (open && isBase64 && line && !isHead) open.push(line);
    else if (isHead || !isDropping) {
      finish();
      isQuotedPrintable = /^[^:]*QUOTED-PRINTABLE/i.test(line);
      isBase64 = /^[^:]*[;=](BASE64|B)[;:]/i.test(line);
      isDropping = DROPPED.test(line);
      if (!isDropping) open = [line];
    }
  }
  finish();
  return lines;
}

type Head = { group: string; name: string; tail: string; end: number };

/** What stands before the value of a line. Read in steps: an expression for all of it runs out of stack on a line of megabytes. */
function headOf(line: string): Head | undefined {
  const [begin, group = "", name = ""] = /^(?:([\w-]+)\.)?([\w-]+)(?=[;:])/.exec(line) ?? [];
  if (begin === undefined) return undefined;
  const stops = /"[^"]*"?|:/g;
  stops.lastIndex = begin.length;
  for (let stop = stops.exec(line); stop; stop = stops.exec(line))
    if (stop[0] === ":") return { group, name, tail: line.slice(begin.length, stop.index), end: stop.index + 1 };
  return undefined;
}

function parseLine(line: string): ContentLine {
  const head = headOf(line);
  if (!head) return { group: "", name: "", parameters: new Map(), value: line };
  const parameters = parametersIn(head.tail);
  return {
    group: head.group.toLowerCase(),
    name: head.name.toLowerCase(),
    parameters,
    value: decodedValue(line.slice(head.end), parameters),
  };
}

function parametersIn(tail: string): ContentLine["parameters"] {
  const parts: string[] = [];
  for (const [piece] of tail.matchAll(/"[^"]*"|;|[^";]+/g)) {
    if (piece === ";") parts.push("");
    else parts.push((parts.pop() ?? "") + piece);
  }
  const parameters: ContentLine["parameters"] = new Map();
  for (const part of parts) {
    const [, key = "type", values = ""] = /^(?:([\w-]+)=)?(.*)$/s.exec(part) ?? [];
    const own = key.toLowerCase();
    const held = parameters.get(own) ?? [];
    for (const [, quoted, bare] of values.matchAll(/"([^"]*)"|([^,"]+)/g)) held.push(quoted ?? bare ?? "");
    parameters.set(own, held);
  }
  return parameters;
}

/** The value of a line without the encodings of vCard 2.1, in the escapes of the later versions. */
function decodedValue(value: string, parameters: ContentLine["parameters"]): string {
  const said = [...(parameters.get("encoding") ?? []), ...(parameters.get("type") ?? [])].map((one) =>
    one.toLowerCase(),
  );
  const charset = parameters.get("charset")?.[0] ?? "utf-8";
  if (said.includes("quoted-printable")) return escaped(inCharset(quotedPrintable(value), charset));
  if (said.includes("base64") || said.includes("b")) {
    const bytes = base64(value);
    return isPicture(bytes) ? "" : escaped(inCharset(bytes, charset));
  }
  return value;
}

/** Its line ends and commas as the later versions write them; semicolons still separate, and what was escaped still is. */
function escaped(value: string): string {
  return value.replaceAll(/\r\n?|\n/g, String.raw`\n`).replaceAll(",", String.raw`\,`);
}

function quotedPrintable(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value.replaceAll(/=[ \t]*\n/g, ""));
  const decoded: number[] = [];
  for (let index = 0; index < bytes.length; index++) {
    const code = bytes[index] === 0x3d ? String.fromCharCode(bytes[index + 1] ?? 0, bytes[index + 2] ?? 0) : "";
    if (/^[\da-f]{2}$/i.test(code)) {
      decoded.push(Number.parseInt(code, 16));
      index += 2;
    } else decoded.push(bytes[index] ?? 0);
  }
  return Uint8Array.from(decoded);
}

function base64(value: string): Uint8Array {
  try {
    return Uint8Array.from(atob(value.replaceAll(/\s/g, "")), (letter) => letter.codePointAt(0) ?? 0);
  } catch {
    return new Uint8Array();
  }
}

/** Whether bytes are no writing: a picture, a key, or whatever else a program keeps. */
function isPicture(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32));
}

function inCharset(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes); // a charset nobody knows, or bytes that are not in it
  }
}

/** The parts of a value between this separator, with what was escaped as it was meant. */
export function partsOf(value: string, separator: ";" | ","): string[] {
  const parts = [""];
  for (let index = 0; index < value.length; index++) {
    const letter = value.charAt(index);
    if (letter === separator) parts.push("");
    else if (letter === "\\" && index + 1 < value.length) {
      const next = value.charAt(++index);
      parts[parts.length - 1] += next === "n" || next === "N" ? "\n" : /[\\,;:]/.test(next) ? next : `\\${next}`;
    } else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** A value that is one text, as it was meant. */
export function textOf(value: string): string {
  return value.replaceAll(/\\([\\,;:nN])/g, (_, letter: string) => (letter.toLowerCase() === "n" ? "\n" : letter));
}
