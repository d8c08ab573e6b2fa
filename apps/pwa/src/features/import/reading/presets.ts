import { folded } from "@cliently/api/domain/folded";

import type { Target } from "./targets.ts";

/** Where a table comes from, known by headings that stand nowhere else. Plain headings: see `plain`. */
const PRESETS: readonly { name: string; marks: readonly string[] }[] = [
  { name: "Cliently", marks: ["first name", "goes by", "prefers to be reached by", "why not a fit"] },
  { name: "Google Contacts", marks: ["first name", "phonetic first name", "labels"] },
  { name: "Google Contacts", marks: ["given name", "family name", "group membership"] },
  { name: "Outlook", marks: ["first name", "last name", "e mail address", "business phone"] },
  { name: "Outlook", marks: ["vorname", "nachname", "e mail adresse", "telefon geschaftlich"] },
  { name: "SimplePractice", marks: ["legal first name", "legal last name"] },
  { name: "SimplePractice", marks: ["first name", "last name", "primary clinician"] },
  { name: "SimplePractice", marks: ["client", "primary clinician"] },
];

/** What a plain heading stands for; the first that fits decides. What fits none is left out until the person says otherwise. */
const HEADINGS: readonly [RegExp, Target][] = [
  [/\b(phonetic|yomi|fax|pager|telex|isdn|photo|assistants?|company|callback|organi[sz]ation|display)\b/, "leave"],
  [/^(further )?(e ?mail|phone)( \d+)? (label|type)$/, "label"],
  [/^further e ?mail\b/, "furtherEmail"],
  [/^further phone\b/, "furtherPhone"],
  [/^(emergency|next of kin)\b.*\b(relation|relationship)\b/, "emergencyRelation"],
  [/^(emergency|next of kin)\b.*\b(phone|mobile|number|tel)\b/, "emergencyPhone"],
  [/^(emergency|next of kin)\b.*\be ?mail\b/, "emergencyEmail"],
  [/^(emergency|next of kin)\b/, "emergencyName"],
  [/^(legal )?(first|given|fore) ?names?$|^(vorname|prenom|nombre)$/, "givenName"],
  [/^(middle|additional|second) ?names?$|^weitere vornamen$/, "middleName"],
  [/^(legal )?(last|family|sur) ?names?$|^(nachname|familienname|nom|apellidos?)$/, "familyName"],
  [/^(goes by|nick ?name|(preferred|chosen)( first)? name|what name do they go by)$|^spitzname$/, "preferredName"],
  [/^((full|client|contact|patient|persons?) )?name$|^(client|patient|contact)$/, "fullName"],
  [/^(preferred )?pronouns$/, "pronouns"],
  [
    /^(prefers to be reached by|contact preference|preferred (contact|contact method|communication))$/,
    "contactPreference",
  ],
  [/^(\w+ )?e ?mail( \d+)?( address| adresse| value)?( \d+)?$/, "email"],
  [/\b(phone|mobile|cell|telephone|telefon|mobiltelefon|handy|tel)\b(?!.*\b(label|type|ok)\b)/, "phone"],
  [/^(address 1 formatted|(home |postal |mailing |full |client )?address|anschrift)$/, "address"],
  [
    /^(home |postal |mailing |address 1 )?(street( address)?( \d)?|address( line)? \d|extended address|po box|strasse)$/,
    "street",
  ],
  [/^(home |postal |mailing |address 1 )?(city|town|suburb|ort)$/, "town"],
  [/^(home |postal |mailing |address 1 )?(state|region|province|county)$/, "region"],
  [/^(home |postal |mailing |address 1 )?(zip( code)?|postal code|post ?code|plz)$/, "postalCode"],
  [/^(home |postal |mailing |address 1 )?country( region)?$|^land$/, "country"],
  [/^(birth ?da(y|te)|date of birth|dob|born( on)?|geburtstag|geburtsdatum)$/, "birthDate"],
  [/^(background( and health related information)?|health.*|medical.*|diagnos[ie]s)$/, "background"],
  [/^notes from first contact$/, "leadNotes"],
  [/^((intake |client )?notes?|comments?|remarks?|notizen)$/, "intakeNotes"],
  [/^(tags?|labels|groups?|group membership|categories|kategorien)$/, "tags"],
  [/^(client )?(status|stage)$/, "status"],
  [/^(came through|source|referr(al|ed)( source| by)?|how did you hear.*)$/, "source"],
  [/^next (step|action) (on|date)$/, "nextActionOn"],
  [/^next (step|action)$/, "nextAction"],
  [/^why not a fit$/, "notFitReason"],
];

/** Where a table with these headings comes from, if that is known, and what its columns stand for. */
export function recognised(headings: readonly string[]): { preset: string | null; columns: Target[] } {
  const plainly = headings.map(plain);
  const preset = PRESETS.find(({ marks }) => marks.every((mark) => plainly.includes(mark)))?.name ?? null;
  const columns = plainly.map((heading) => HEADINGS.find(([pattern]) => pattern.test(heading))?.[1] ?? "leave");
  // Google writes the name whole as well; its parts say more.
  const isSplit = columns.includes("givenName");
  return { preset, columns: columns.map((target) => (isSplit && target === "fullName" ? "leave" : target)) };
}

/** Whether this row names columns rather than a person. */
export function isHeadings(cells: readonly string[]): boolean {
  if (cells.some((cell) => /@|\d{4}/.test(cell))) return false;
  const { preset, columns } = recognised(cells);
  return preset !== null || columns.some((target) => target !== "leave");
}

/** What a heading says of an address or a number in its column: "Home Phone" → "Home". */
export function labelIn(heading: string): string {
  if (/further|label|value|\be-?mail \d+ address\b/i.test(heading)) return "";
  return heading
    .replaceAll(/\b(e-?mail|phone|telephone|number|address|primary|main|client)\b|[-_:()\d*]/gi, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 40)
    .toWellFormed();
}

function plain(heading: string): string {
  return folded(heading)
    .replaceAll(/['’?*]/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
