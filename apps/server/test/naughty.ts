/** Texts that have broken programs before: the kinds of the Big List of Naughty Strings, and every control character. */
export function naughtyStrings(): string[] {
  const controls = Array.from({ length: 0xa0 }, (_, point) => point)
    .filter((point) => point < 0x20 || point >= 0x7f)
    .map((point) => `a${String.fromCodePoint(point)}b`);
  return [...controls, ...WORDS, ...LONG];
}

/** The well-formed ones of `texts` in as few lines of at most `length` as they need. */
export function inLines(texts: string[], length: number): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    if (!text.isWellFormed()) continue;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length < length) lines[lines.length - 1] = `${last}|${text}`;
    else lines.push(text || "|");
  }
  return lines;
}

/** Does `work` for each item, `count` at a time, and gives the results in order. */
export async function fewAtOnce<Item, Result>(
  count: number,
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += count) {
    results.push(...(await Promise.all(items.slice(start, start + count).map(work))));
  }
  return results;
}

const LONG = [
  "é".repeat(60),
  "e\u0301".repeat(60),
  "👩‍👩‍👧‍👦".repeat(10),
  "Z" + "\u0300".repeat(100),
  "\u202e".repeat(50),
  "0".repeat(120),
];

const WORDS = [
  "",
  " ",
  "\t\n",
  "\u00a0",
  "\ufeff",
  "undefined",
  "null",
  "NaN",
  "true",
  "0",
  "-1",
  "1e1000",
  "0x10",
  "{}",
  "[]",
  "[object Object]",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\\",
  "\\u0000",
  "%00",
  "%s%d%n",
  "${7*7}",
  "{{7*7}}",
  "#{7*7}",
  "$1 $$ $& $`",
  "'",
  '"',
  "`",
  "''';--",
  "'; DROP TABLE account; --",
  "1' OR '1'='1",
  "$$ LANGUAGE sql $$",
  "E'\\000'",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "<!--",
  "]]>",
  "&lt;&amp;",
  "../../../etc/passwd",
  "C:\\con\\aux",
  "file:///etc/passwd",
  "a\r\nSet-Cookie: x=1",
  "=cmd|' /C calc'!A0",
  "田中さん",
  "和製漢語",
  "社會科學院語學研究所",
  "울란바토르",
  "مرحبا بالعالم",
  "שלום עולם",
  "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
  "ﬁﬂ ﬃ",
  "ß ẞ ı İ ſ K Å",
  "Ω Ω",
  "ÅÅÅ",
  "ⅷ ① ㎏ ½",
  "👾🙇💁🙅",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "👨‍👩‍👧",
  "🇩🇪🇩",
  "\u200b\u200c\u200d",
  "\u202eright to left",
  "\u2066isolated\u2069",
  "\u2028\u2029",
  "\ufffe\uffff",
  "\ufffd",
  "\ud800",
  "\udc00",
  "a\ud83d",
  "\udbff\udfff",
  "\u{10ffff}",
  "ヽ༼ຈل͜ຈ༽ﾉ",
  "Ada\u0000Lovelace",
];
