import type { ClientStatus } from "@cliently/api/domain/client/status";

import { dayFrom, isNoDay, type DayOrder } from "./days.ts";
import { nothingSaid, personFrom, type LeftOut, type Person, type Said } from "./person.ts";
import { labelIn } from "./presets.ts";
import type { TableRow } from "./rows.ts";
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
  said.fields.status = mapping.status;
  const address: Partial<Record<Target, string[]>> = {};
  const names: string[] = [];
  const isGoogle = preset === "Google Contacts";
  let nextLabel: string | undefined;
  for (const [index, target] of columns.entries()) {
    const heading = headings[index] || `Column ${index + 1}`;
    const cell = preset === "Cliently" ? (cells[index] ?? "") : (cells[index] ?? "").trim();
    const label = nextLabel ?? labelIn(heading);
    nextLabel = target === "label" ? (isGoogle ? cell.replace(/^\* /, "") : cell) : undefined;
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
        said.fullName = cell;
        break;
      case "email":
      case "furtherEmail":
      case "phone":
      case "furtherPhone": {
        const ways = target === "email" || target === "furtherEmail" ? said.emails : said.phones;
        const isFurther = target === "furtherEmail" || target === "furtherPhone";
        for (const value of isGoogle ? googleValues(cell) : [cell]) ways.push({ value, label, isFurther });
        break;
      }
      case "address":
      case "street":
      case "town":
      case "region":
      case "postalCode":
      case "country":
        (address[target] ??= []).push(cell);
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
        if (day) said.fields[target] = day;
        else if (!isNoDay(cell))
          said.rest.push({ heading, words: cell, reason: `${TARGETS[target]}: no day of the calendar` });
        break;
      }
      case "status":
      case "contactPreference": {
        const status = target === "status" ? statusFrom(cell) : undefined;
        const preference = target === "contactPreference" ? preferenceFrom(cell) : undefined;
        if (status) said.fields.status = status;
        else if (preference) said.fields.contactPreference = preference;
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
  if (names.length) said.fields.givenName = names.join(" ");
  said.fields.address = addressFrom(address);
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

function addressFrom(parts: Partial<Record<Target, string[]>>): string {
  const one = (target: Target) => (parts[target] ?? []).join(", ");
  if (parts.address) return parts.address.join("\n\n");
  const place = [[one("town"), one("region")].filter(Boolean).join(", "), one("postalCode")].filter(Boolean).join(" ");
  return [...(parts.street ?? []), place, one("country")].filter(Boolean).join("\n");
}
