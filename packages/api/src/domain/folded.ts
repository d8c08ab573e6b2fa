/** What Unicode does not take apart into a letter and its mark. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  þ: "th",
  ı: "i",
  ς: "σ",
  ى: "ي",
  ة: "ه",
  ـ: "",
};
const OWN_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/** Text as it is compared: without case, accents and ligatures. Apart from the search, because the first screen needs only this. */
export function folded(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(OWN_LETTERS, (letter) => LETTERS[letter] ?? letter);
}

/** Whether every letter is one of the plain ones, of which there is one spelling. */
export function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
