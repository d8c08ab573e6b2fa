import { isUnseen, styleOf } from "./look.ts";
import type { Markup } from "./markup.ts";

/** What a formula says, on one line: MathML has a place for everything, and the note only the signs. */
export function formula(node: Markup): string {
  if (isUnseen(node, styleOf(node))) return "";
  const parts = node.children.filter((child) => typeof child !== "string");
  const [base, first, second] = parts;
  switch (node.name) {
    case "semantics":
      return onceIn(parts);
    case "mphantom":
      return "";
    case "mfrac":
      return `${grouped(base)}/${grouped(first)}${said(parts.slice(2))}`;
    case "msqrt":
      return `√${grouped({ ...node, name: "mrow" })}`;
    case "mroot":
      return `${grouped(base)}^(1/${first ? formula(first) : ""})${said(parts.slice(2))}`;
    case "msup":
    case "mover":
      return `${written(base)}${put("^", first)}${said(parts.slice(2))}`;
    case "msub":
    case "munder":
      return `${written(base)}${put("_", first)}${said(parts.slice(2))}`;
    case "msubsup":
    case "munderover":
      return `${written(base)}${put("_", first)}${put("^", second)}${said(parts.slice(3))}`;
    case "mfenced": {
      const [opening, closing] = [node.attributes.get("open") ?? "(", node.attributes.get("close") ?? ")"];
      return `${opening}${parts.map(formula).join(", ")}${closing}`;
    }
    case "mtable":
      return parts.map(formula).join("; ");
    case "mtr":
      return parts.map(formula).join(", ");
    default:
      return signs(node);
  }
}

/** Beside a formula it may stand once more, for programs: that is read only where nothing else is. */
function onceIn(parts: readonly Markup[]): string {
  const all = parts.map((part) => ({ isNote: NOTES.has(part.name), text: formula(part) }));
  const shown = all.flatMap(({ isNote, text }) => (isNote ? [] : [text])).join("");
  return shown || (all.find(({ text }) => text.trim())?.text ?? "");
}

const NOTES = new Set(["annotation", "annotation-xml"]);

function said(parts: readonly Markup[]): string {
  return parts.map(formula).join("");
}

function signs({ children }: Markup): string {
  return children.map((child) => (typeof child === "string" ? plain(child) : formula(child))).join("");
}

/** Text without its line ends and the signs that nobody sees: one of them is the space between a function and what it is of. */
function plain(text: string): string {
  if (text.trim() === "") return "";
  const seen = text.replaceAll(/[\u2061\u2063]/g, " ").replaceAll(/[\u2062\u2064]/g, "");
  return seen.replaceAll(/\s+/g, " ");
}

function written(part: Markup | undefined): string {
  return part ? formula(part) : "";
}

function put(sign: string, part: Markup | undefined): string {
  const inner = grouped(part);
  return inner && `${sign}${inner}`;
}

/** In brackets, when it is more than one sign or word. */
function grouped(part: Markup | undefined): string {
  const inner = written(part).trim();
  return /^[\p{L}\p{N}.,′'’*]*$/u.test(inner) || /^.$/u.test(inner) ? inner : `(${inner})`;
}
