import type { ClientStatus } from "@cliently/api/domain/client/status";

import { dayFrom, isNoDay, type DayOrder } from "./days.ts";
import { personFrom, type LeftOut, type Person } from "./person.ts";
import { labelIn } from "./presets.ts";
import type { TableRow } from "./rows.ts";
import { nothingSaid, saidAgain, sayDay, sayFullName, sayOnce, type Rest, type Said } from "./said.ts";
import { TARGETS, type Target } from "./targets.ts";
import { googleGroups, googleValues, preferenceFrom, statusFrom, tagsIn } from "./wordings.ts";

/** What the person has said about a table, beside its rows. */
export type Mapping = {
  headings: readonly string[];
  columns: readonly Target[];
  preset: string | null;
  /** Which number of a date comes first: of each column, as far as its values tell … */
  dayOrders: readonly (DayOrder | null)[];
  /** … and as the person says, for the others. */
  dayOrder: DayOrder | null;
  /** For everybody of whom the file says nothing. */
  status: ClientStatus;
  /** Whether what has no place of its own goes to the intake notes, instead of being left out. */
  keepsRest: boolean;
};

/** Somebody from a row of a table. */
export function takeRow({ line, cells }: TableRow, mapping: Mapping, thisYear: number): Person | LeftOut {
  const words = cells.filter(Boolean).join(" · ");
  const { columns, headings, preset } = mapping;
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim()))
    return { line, words, reason: "This line has more cells than there are columns" };

  const said = nothingSaid();
  const address: AddressParts = {};
  const names: string[] = [];
  const isGoogle = preset === "Google Contacts";
  let nextLabel: Rest | undefined;
  for (const [index, target] of columns.entries()) {
    const heading = headings[index] || `Column ${index + 1}`;
    const cell = preset === "Cliently" ? (cells[index] ?? "") : (cells[index] ?? "").trim();
    const given = nextLabel;
    nextLabel = target === "label" ? { heading, words: isGoogle ? cell.replace(/^\* /, "") : cell } : undefined;
    if (given?.words && !(cell && isWay(target))) said.rest.push({ ...given, reason: NOTHING_LABELLED });
    if (!cell || target === "label") continue;

    switch (target) {
      case "leave":
        if (/^organi[sz]ation( 1)?( - )?( name)?$|^company$/i.test(heading)) said.organisation ||= cell;
        if (mapping.keepsRest) said.rest.push({ heading, words: cell });
        break;
      case "givenName":
      case "middleName":
        names.push(cell);
        break;
      case "fullName":
        sayFullName(said, cell, { heading, words: cell });
        break;
      case "email":
      case "furtherEmail":
      case "phone":
      case "furtherPhone": {
        const ways = target === "email" || target === "furtherEmail" ? said.emails : said.phones;
        const isFurther = target === "furtherEmail" || target === "furtherPhone";
        const label = given?.words ?? labelIn(heading);
        const labelHeading = mapping.keepsRest ? given?.heading : undefined;
        for (const value of isGoogle ? googleValues(cell) : [cell])
          ways.push({ value, label, isFurther, labelHeading });
        break;
      }
      case "address":
      case "street":
      case "town":
      case "region":
      case "postalCode":
      case "country":
        (address[target] ??= []).push({ heading, words: cell });
        break;
      case "emergencyName":
      case "emergencyRelation":
      case "emergencyPhone":
      case "emergencyEmail":
        emergencyFor(said, target, columns.slice(0, index))[EMERGENCY[target]] = cell;
        break;
      case "birthDate":
      case "nextActionOn": {
        const day = dayFrom(cell, mapping.dayOrders[index] ?? mapping.dayOrder ?? "day-first", thisYear);
        const { keepsRest } = mapping;
        if (day) sayDay(said, target, { day, from: { heading, words: cell }, keepsRest });
        else if (!isNoDay(cell))
          said.rest.push({ heading, words: cell, reason: `${TARGETS[target]}: no day of the calendar` });
        break;
      }
      case "status":
      case "contactPreference": {
        const status = target === "status" ? statusFrom(cell) : undefined;
        const preference = target === "contactPreference" ? preferenceFrom(cell) : undefined;
        if (status) sayOnce(said, "status", status, { heading, words: cell });
        else if (preference) sayOnce(said, "contactPreference", preference, { heading, words: cell });
        else said.rest.push({ heading, words: cell, reason: `${TARGETS[target]}: not one that Cliently knows` });
        break;
      }
      case "tags":
        said.tags.push(...(isGoogle ? googleGroups(cell) : tagsIn(cell)));
        break;
      default:
        said.fields[target] = said.fields[target] ? `${said.fields[target]}\n\n${cell}` : cell;
    }
  }
  if (nextLabel?.words) said.rest.push({ ...nextLabel, reason: NOTHING_LABELLED });
  if (names.length) said.fields.givenName = names.join(" ");
  said.fields.status ??= mapping.status;
  said.fields.address = addressFrom(address);
  said.rest.push(...besideAddress(address));
  return personFrom(said, line, words);
}

const EMERGENCY = {
  emergencyName: "name",
  emergencyRelation: "relation",
  emergencyPhone: "phone",
  emergencyEmail: "email",
} as const;

/** The emergency contact that a column belongs to: the same heading once more begins the next. */
function emergencyFor(said: Said, target: Target, before: readonly Target[]): Said["emergencies"][number] {
  const nth = before.filter((other) => other === target).length;
  while (said.emergencies.length <= nth) said.emergencies.push({ name: "", relation: "", phone: "", email: "" });
  return said.emergencies[nth] ?? { name: "", relation: "", phone: "", email: "" };
}

const NOTHING_LABELLED = "A label, and nothing beside it";

function isWay(target: Target): boolean {
  return target === "email" || target === "furtherEmail" || target === "phone" || target === "furtherPhone";
}

type AddressParts = Partial<Record<Target, Rest[]>>;

function addressFrom(parts: AddressParts): string {
  const all = (target: Target) => (parts[target] ?? []).map(({ words }) => words);
  const one = (target: Target) => all(target).join(", ");
  if (parts.address) return all("address").join("\n\n");
  const place = [[one("town"), one("region")].filter(Boolean).join(", "), one("postalCode")].filter(Boolean).join(" ");
  return [...all("street"), place, one("country")].filter(Boolean).join("\n");
}

/** The parts of an address that is also written whole, where they say something else. */
function besideAddress({ address, ...parts }: AddressParts): Rest[] {
  if (!address) return [];
  const known = new Set(address.flatMap(({ words }) => wordsIn(words)));
  return Object.values(parts)
    .flat()
    .filter(({ words }) => wordsIn(words).some((word) => !known.has(word)))
    .map((part) => saidAgain(TARGETS.address, part));
}

function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
}
