import type { ClientStatus } from "@cliently/api/domain/client/status";

import { contentLines, partsOf, textOf, type Card, type ContentLine } from "./content-lines.ts";
import { dayFrom } from "./days.ts";
import { nothingSaid, personFrom, type LeftOut, type Person, type Said } from "./person.ts";
import { short } from "./read-table.ts";
import { preferenceFrom, statusFrom } from "./wordings.ts";

type Choices = { status: ClientStatus; keepsRest: boolean };

/** Somebody from a contact card. */
export function takeCard({ line, text, isWhole }: Card, choices: Choices): Person | LeftOut {
  const words = short(text.trim());
  if (!isWhole) return { line, words, reason: "This card has no end" };
  const lines = contentLines(text);
  const said = nothingSaid();
  said.fields.status = choices.status;
  const isOwn = lines.some(({ name }) => name === "x-cliently-version");
  const labels = labelsOf(lines);
  const emergencies = new Map<string, Said["emergencies"][number]>();
  const emergency = (group: string) => {
    const found = emergencies.get(group) ?? { name: "", relation: "", phone: "", email: "" };
    emergencies.set(group, found);
    return found;
  };

  for (const each of byPreference(lines)) {
    const { name, group, parameters, value } = each;
    const plain = isOwn ? textOf(value) : textOf(value).trim();
    if (!plain) continue;
    switch (name) {
      case "n": {
        const [family = "", given = "", middle = ""] = partsOf(value, ";");
        if (given || middle) said.fields.givenName = [given, middle].filter(Boolean).join(" ");
        said.fields.familyName = family;
        break;
      }
      case "fn":
        said.fullName ||= plain;
        break;
      case "nickname":
        said.fields.preferredName ||= isOwn ? plain : partsOf(value, ",").join(", ");
        break;
      case "org":
        said.organisation ||= partsOf(value, ";").filter(Boolean).join(", ");
        if (choices.keepsRest) said.rest.push({ heading: "Organisation", words: said.organisation });
        break;
      case "email":
      case "tel": {
        const ways = name === "email" ? said.emails : said.phones;
        const isFurther = isOwn && !parameters.has("pref");
        ways.push({ value: plain.replace(/^(tel|mailto):/i, ""), label: labels(each), isFurther });
        break;
      }
      case "adr":
        if (!said.fields.address) said.fields.address = addressFrom(value);
        else said.rest.push({ heading: "Further address", words: addressFrom(value), reason: "A second address" });
        break;
      case "bday": {
        const day = dayFrom(plain, "day-first", 2000);
        if (day) said.fields.birthDate = day;
        else
          said.rest.push({
            heading: "Date of birth",
            words: plain,
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
      case "pronouns":
      case "x-pronouns":
        said.fields.pronouns ||= plain;
        break;
      case "related":
        if (parameters.get("type")?.some((type) => /emergency/i.test(type))) emergency(group).name ||= plain;
        break;
      case "x-cliently-relation":
        emergency(group).relation = plain;
        break;
      case "x-cliently-phone":
        emergency(group).phone = plain;
        break;
      case "x-cliently-email":
        emergency(group).email = plain;
        break;
      case "x-cliently-status":
        said.fields.status = statusFrom(plain) ?? choices.status;
        break;
      case "x-cliently-contact-preference":
        said.fields.contactPreference = preferenceFrom(plain) ?? null;
        break;
      case "x-cliently-next-action-on":
        said.fields.nextActionOn = dayFrom(plain, "day-first", 2000) ?? null;
        break;
      case "x-cliently-background":
        said.fields.background = plain;
        break;
      case "x-cliently-source":
        said.fields.source = plain;
        break;
      case "x-cliently-next-action":
        said.fields.nextAction = plain;
        break;
      case "x-cliently-lead-notes":
        said.fields.leadNotes = plain;
        break;
      case "x-cliently-not-fit-reason":
        said.fields.notFitReason = plain;
        break;
      default:
        if (choices.keepsRest && KEPT.has(name)) said.rest.push({ heading: KEPT.get(name) ?? name, words: plain });
    }
  }
  said.emergencies = [...emergencies.values()];
  return personFrom(said, line, words);
}

/** What a card may say of somebody and the record has no field for. */
const KEPT = new Map([
  ["title", "Job title"],
  ["role", "Role"],
  ["url", "Website"],
  ["anniversary", "Anniversary"],
  ["impp", "Messenger"],
]);

/** The lines with the preferred way to reach somebody first. */
function byPreference(lines: ContentLine[]): ContentLine[] {
  const rank = ({ parameters }: ContentLine) => {
    const isPreferred = parameters.get("type")?.some((type) => type.toLowerCase() === "pref") ?? false;
    return Math.min(Number(parameters.get("pref")?.[0] || 101) || 101, isPreferred ? 1 : 101);
  };
  return lines.toSorted((a, b) => rank(a) - rank(b));
}

/** How each address and number is called: by a label in its group, else by its type. */
function labelsOf(lines: readonly ContentLine[]): (line: ContentLine) => string {
  const inGroup = new Map<string, string>();
  for (const { group, name, value } of lines)
    if (group && name === "x-ablabel") inGroup.set(group, textOf(value).replace(/^_\$!<(.*)>!\$_$/, "$1"));
  return ({ group, parameters }) => {
    const type = (parameters.get("type") ?? []).find((one) => !NO_LABEL.test(one)) ?? "";
    return inGroup.get(group) ?? type.charAt(0).toUpperCase() + type.slice(1).toLowerCase();
  };
}
const NO_LABEL = /^(pref|voice|internet|msg|text|x400|quoted-printable|)$/i;

function addressFrom(value: string): string {
  const [box = "", extended = "", street = "", town = "", region = "", code = "", country = ""] = partsOf(value, ";");
  const place = [[town, region].filter(Boolean).join(", "), code].filter(Boolean).join(" ");
  return [box, extended, street, place, country].filter(Boolean).join("\n");
}
