import { textOf, type ContentLine } from "./content-lines.ts";

export type Labels = {
  /** How an address, a number or something else is called: by a label in its group, else by its type. */
  of(line: ContentLine): string;
  /** Whether somebody has given it a label of their own. */
  isGiven(line: ContentLine): boolean;
  /** The labels that somebody has given to what shows none. */
  unused(): string[];
};

export function labelsOf(lines: readonly ContentLine[]): Labels {
  const given = new Map<string, { label: string; isTheirs: boolean }>();
  const left = new Set<string>();
  for (const { group, name, value } of lines) {
    if (name !== "x-ablabel") continue;
    const label = textOf(value);
    const [, built] = /^_\$!<(.*)>!\$_$/.exec(label) ?? [];
    if (built === undefined) left.add(label);
    if (group && !given.has(group)) given.set(group, { label: built ?? label, isTheirs: built === undefined });
  }
  return {
    of({ group, parameters }) {
      const found = given.get(group);
      if (found) left.delete(found.label);
      const type = (parameters.get("type") ?? []).find((one) => !NO_LABEL.test(one)) ?? "";
      return found?.label ?? type.charAt(0).toUpperCase() + type.slice(1).toLowerCase();
    },
    isGiven: ({ group }) => given.get(group)?.isTheirs ?? false,
    unused: () => [...left].filter((label) => label.trim()),
  };
}
const NO_LABEL = /^(pref|voice|internet|msg|text|x400|quoted-printable|)$/i;

const HEADINGS = new Map([
  ["", "Unreadable line"],
  ["title", "Job title"],
  ["role", "Role"],
  ["url", "Website"],
  ["anniversary", "Anniversary"],
  ["impp", "Messenger"],
  ["related", "Related"],
  ["x-abrelatednames", "Related"],
  ["x-abdate", "Date"],
  ["x-socialprofile", "Profile"],
]);

/** How a property is called that the record has no field for, with its label or type. */
export function headingOf(line: ContentLine, labels: Labels): string {
  const plain = line.name.replace(/^x-/, "").replaceAll("-", " ");
  const heading = HEADINGS.get(line.name) ?? plain.charAt(0).toUpperCase() + plain.slice(1);
  const label = labels.of(line);
  return label ? `${heading} (${label})` : heading;
}
