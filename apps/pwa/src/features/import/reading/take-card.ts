import type { ClientFields } from "@cliently/api/domain/client/client";
import { clientLabels } from "@cliently/api/domain/client/labels";
import type { ClientStatus } from "@cliently/api/domain/client/status";

import { headingOf, labelsOf } from "./card-labels.ts";
import { contentLines, partsOf, textOf, type Card, type ContentLine } from "./content-lines.ts";
import { dayFrom } from "./days.ts";
import { personFrom, type LeftOut, type Person } from "./person.ts";
import { short } from "./read-table.ts";
import { nothingSaid, saidAgain, sayDay, sayFullName, sayOnce, type Rest, type Said } from "./said.ts";
import { preferenceFrom, statusFrom } from "./wordings.ts";

type Choices = { status: ClientStatus; keepsRest: boolean };

/** Somebody from a contact card. */
export function takeCard({ line, text, isWhole }: Card, choices: Choices): Person | LeftOut {
  const words = short(text.trim());
  if (!isWhole) return { line, words, reason: "This card has no end" };
  const lines = contentLines(text);
  const said = nothingSaid();
  const { keepsRest } = choices;
  const isOwn = lines.some(({ name }) => name === "x-cliently-version");
  const labels = labelsOf(lines);
  const begun = new Map<string, Said["emergencies"][number]>();
  const sayEmergency = (group: string, part: "name" | "relation" | "phone" | "email", value: string) => {
    const contact = begun.get(group);
    if (contact && !contact[part]) {
      contact[part] = value;
      return;
    }
    const next = { name: "", relation: "", phone: "", email: "", [part]: value };
    begun.set(group, next);
    said.emergencies.push(next);
  };
  const affixes: Rest[] = [];

  for (const each of byPreference(lines)) {
    const { name, group, parameters, value } = each;
    const plain = isOwn ? textOf(value) : textOf(value).trim();
    if (!plain) continue;
    const field = TEXT_FIELDS.get(name);
    if (field) {
      const own = field === "preferredName" && !isOwn ? partsOf(value, ",").join(", ") : plain;
      sayOnce(said, field, own, { heading: clientLabels[field], words: own });
      continue;
    }
    switch (name) {
      case "n": {
        const [family = "", given = "", middle = "", prefix = "", ...suffixes] = partsOf(value, ";");
        const first = [given, middle].filter(Boolean).join(" ");
        if (said.fields.givenName || said.fields.familyName)
          said.rest.push(saidAgain("Name", { heading: "Name", words: `${first} ${family}`.trim() }));
        else {
          if (first) said.fields.givenName = first;
          said.fields.familyName = family;
        }
        affixes.push({ heading: "Title", words: prefix }, { heading: "Behind the name", words: suffixes.join(" ") });
        break;
      }
      case "fn":
        sayFullName(said, plain, { heading: "Full name", words: plain });
        break;
      case "org": {
        const organisation = partsOf(value, ";").filter(Boolean).join(", ");
        said.organisation ||= organisation;
        if (keepsRest) said.rest.push({ heading: "Organisation", words: organisation });
        break;
      }
      case "email":
      case "tel": {
        const ways = name === "email" ? said.emails : said.phones;
        const isFurther = isOwn && !parameters.has("pref");
        const labelHeading =
          keepsRest && labels.isGiven(each) ? `${name === "email" ? "E-mail" : "Phone"} label` : undefined;
        ways.push({ value: plain.replace(/^(tel|mailto):/i, ""), label: labels.of(each), isFurther, labelHeading });
        break;
      }
      case "adr": {
        const address = addressFrom(value);
        if (!said.fields.address) said.fields.address = address;
        else if (address && address !== said.fields.address)
          said.rest.push({ heading: "Further address", words: address, reason: "A second address" });
        break;
      }
      case "bday": {
        const day = dayFrom(plain, "day-first", 2000);
        const noYear = parameters.get("x-apple-omit-year")?.[0];
        if (day && !(noYear && day.startsWith(noYear)))
          sayDay(said, "birthDate", { day, from: { heading: "Date of birth", words: plain }, keepsRest });
        else
          said.rest.push({
            heading: "Date of birth",
            words: day ? day.replace(/^\d+/, "-") : plain, // as other programs write a day without its year
            reason: "Date of birth: no whole day of the calendar",
          });
        break;
      }
      case "note":
        said.fields.intakeNotes = [said.fields.intakeNotes ?? "", plain].filter(Boolean).join("\n\n");
        break;
      case "categories":
        said.tags.push(
          ...partsOf(value, ",")
            .map((tag) => (isOwn ? tag : tag.trim()))
            .filter(Boolean),
        );
        break;
      case "x-cliently-relation":
        sayEmergency(group, "relation", plain);
        break;
      case "x-cliently-phone":
        sayEmergency(group, "phone", plain);
        break;
      case "x-cliently-email":
        sayEmergency(group, "email", plain);
        break;
      case "x-cliently-status":
        choose(said, "status", statusFrom(plain), plain);
        break;
      case "x-cliently-contact-preference":
        choose(said, "contactPreference", preferenceFrom(plain), plain);
        break;
      case "x-cliently-next-action-on": {
        const day = dayFrom(plain, "day-first", 2000);
        const from = { heading: clientLabels.nextActionOn, words: plain };
        if (day) sayDay(said, "nextActionOn", { day, from, keepsRest });
        else said.rest.push({ ...from, reason: `${from.heading}: no day of the calendar` });
        break;
      }
      default:
        if (name === "related" && parameters.get("type")?.some((type) => /emergency/i.test(type)))
          sayEmergency(group, "name", plain);
        else if (keepsRest && isKept(each)) said.rest.push({ heading: headingOf(each, labels), words: plain });
    }
  }

  const full = said.fullName.split(/[\s,]+/);
  if (keepsRest) {
    for (const affix of affixes) if (!full.includes(affix.words)) said.rest.push(affix);
    for (const label of labels.unused()) said.rest.push({ heading: "Label", words: label });
  }
  said.fields.status ??= choices.status;
  return personFrom(said, line, words);
}

/** The properties that are a text of the record, and stand once. */
const TEXT_FIELDS = new Map([
  ["nickname", "preferredName"],
  ["pronouns", "pronouns"],
  ["x-pronouns", "pronouns"],
  ["x-cliently-background", "background"],
  ["x-cliently-source", "source"],
  ["x-cliently-next-action", "nextAction"],
  ["x-cliently-lead-notes", "leadNotes"],
  ["x-cliently-not-fit-reason", "notFitReason"],
] as const satisfies [string, keyof ClientFields][]) as ReadonlyMap<string, TextField>; // looked up by any name
type TextField = "preferredName" | "pronouns" | "background" | "source" | "nextAction" | "leadNotes" | "notFitReason";

/** What a program writes for itself: of no use to anybody who reads it. */
const STRUCTURAL = /^(version|prodid|rev|uid|x-cliently-version|x-ab(label|adr|uid|showas))$/;
/** Pictures and the like, as text. */
const BINARY = /^(data:[^,]*;base64,|[A-Za-z\d+/]{200,}=*$)/i;

function isKept({ name, value }: ContentLine): boolean {
  return !STRUCTURAL.test(name) && !BINARY.test(value);
}

/** The lines with the preferred way to reach somebody first. */
function byPreference(lines: ContentLine[]): ContentLine[] {
  const rank = ({ parameters }: ContentLine) => {
    const isPreferred = parameters.get("type")?.some((type) => type.toLowerCase() === "pref") ?? false;
    return Math.min(Number(parameters.get("pref")?.[0] || 101) || 101, isPreferred ? 1 : 101);
  };
  return lines.toSorted((a, b) => rank(a) - rank(b));
}

function addressFrom(value: string): string {
  const [box = "", extended = "", street = "", town = "", region = "", code = "", country = "", ...more] = partsOf(
    value,
    ";",
  );
  const place = [[town, region].filter(Boolean).join(", "), code].filter(Boolean).join(" ");
  return [box, extended, street, place, country, ...more].filter(Boolean).join("\n");
}

/** Says what is one of a few; what is none of them goes to the rest, and is told. */
function choose<Field extends "status" | "contactPreference">(
  said: Said,
  field: Field,
  value: Said["fields"][Field] | undefined,
  words: string,
): void {
  const from = { heading: clientLabels[field], words };
  if (value) sayOnce(said, field, value, from);
  else said.rest.push({ ...from, reason: `${clientLabels[field]}: not one that Cliently knows` });
}
