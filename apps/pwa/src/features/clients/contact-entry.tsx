import { Contact, UNNAMED } from "@cliently/api/domain/client/contacts";
import { fullName } from "@cliently/api/domain/client/full-name";
import { contactLabels } from "@cliently/api/domain/client/labels";
import { entryField } from "@cliently/api/domain/field-path";
import type { Row } from "@cliently/api/domain/store";
import { IconButton } from "@cliently/ui/icon-button";
import { TextField } from "@cliently/ui/text-field";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { FocusEvent, ReactNode } from "react";

import { whyNotKept, type Read } from "../../writing/read-field.ts";
import { clientChange } from "../../writing/use-change.ts";
import { useKept } from "../../writing/use-kept.ts";
import { MailLink, PhoneLinks } from "./reach-links.tsx";

export type ContactKind = Contact["kind"];

/** The parts of each kind in the order in which they are written, and what each is called. The first one is needed. */
const PARTS = {
  email: { value: "Another e-mail", label: "Label" },
  phone: { value: "Another phone", label: "Label" },
  emergency: { name: "Name", relation: "Relation", phone: "Phone", email: "E-mail" },
} as const satisfies Record<ContactKind, Record<string, string>>;

const NEEDED: Record<ContactKind, string> = {
  email: "An e-mail address is needed.",
  phone: "A number is needed.",
  emergency: "A name is needed.",
};

type Props = {
  client: Row<"client">;
  id: string;
  kind: ContactKind;
  /** What is kept; nothing as long as it is new. */
  contact: Contact | undefined;
  /** Somebody is writing here. */
  onBegin: () => void;
  onRemove: () => void;
};

/** One further contact, written in place. It merges as a whole, so it is kept as a whole: when one leaves it, not each of its fields. */
export function ContactEntry({ client, id, kind, contact, onBegin, onRemove }: Props) {
  const { shown, type, keep, drop, error } = useKept({
    field: contactLabels[kind],
    of: fullName(client),
    kept: writtenDown(kind, contact),
    at: { noun: "client", row: client, path: entryField("contacts", id) },
    read: (typed) => readContact(kind, typed),
    act: (value: Contact, over) => clientChange(client.id, { contacts: { [id]: { value, over } } }),
    wordsOf: (typed) => Object.values(asWords(typed)).filter(Boolean).join("\n"),
  });
  const words = asWords(shown);
  const parts: Record<string, string> = PARTS[kind];
  const [first = ""] = Object.keys(parts);

  function remove(): void {
    drop(); // what was typed goes with it
    onRemove();
  }

  function left({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget)) keep();
  }

  const field = (part: string) => (
    <TextField
      label={parts[part] ?? part}
      autoComplete="off"
      autoFocus={part === first && contact === undefined}
      type={TYPES[part] ?? TYPES[part === "value" ? kind : ""] ?? "text"}
      className="min-w-0 flex-1"
      value={words[part] ?? ""}
      onChange={(text) => type(JSON.stringify({ ...words, [part]: text }))}
      onEnter={() => keep()}
      error={part === first ? error : undefined}
    />
  );
  const name = [contactLabels[kind], words[first]].filter(Boolean).join(" ");
  const takeAway = <IconButton label={`Take away ${name}`} icon={<X aria-hidden />} onPress={remove} />;
  const prefersText = client.contactPreference === "text";

  return (
    <div
      role="group"
      data-place={entryField("contacts", id)}
      aria-label={name}
      onFocus={onBegin}
      onBlur={left}
      className={clsx("grid gap-x-4 gap-y-3 sm:grid-cols-2", kind === "emergency" && "pb-4")}
    >
      {kind === "emergency" ? (
        <>
          <Line>{field("name")}</Line>
          <Line end={takeAway}>{field("relation")}</Line>
          <Line end={<PhoneLinks phone={words["phone"] ?? ""} />}>{field("phone")}</Line>
          <Line end={<MailLink email={words["email"] ?? ""} />}>{field("email")}</Line>
        </>
      ) : (
        <>
          <Line
            end={
              kind === "phone" ? (
                <PhoneLinks phone={words["value"] ?? ""} prefersText={prefersText} />
              ) : (
                <MailLink email={words["value"] ?? ""} />
              )
            }
          >
            {field("value")}
          </Line>
          <Line end={takeAway}>{field("label")}</Line>
        </>
      )}
    </div>
  );
}

/** A field, and beside its box what can be done with what stands in it. */
export function Line({ end, children }: { end?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-start gap-1">
      {children}
      <div className="mt-[1.625rem] flex empty:hidden">{end}</div>
    </div>
  );
}

const TYPES: Record<string, "email" | "tel"> = { email: "email", phone: "tel" };

/** The parts of a contact as one text, in one order, so that it is compared as a whole. */
function writtenDown(kind: ContactKind, contact: Contact | undefined): string {
  const held: Record<string, unknown> = contact ?? {};
  return JSON.stringify(Object.fromEntries(Object.keys(PARTS[kind]).map((part) => [part, held[part] ?? ""])));
}

function asWords(text: string): Record<string, string> {
  return JSON.parse(text) as Record<string, string>; // as writtenDown left it
}

function readContact(kind: ContactKind, typed: string): Read<Contact> {
  const value = Object.fromEntries(Object.entries(asWords(typed)).map(([part, text]) => [part, text.trim()]));
  if (kind === "emergency" && !value["name"] && Object.values(value).some(Boolean)) value["name"] = UNNAMED;
  const text = JSON.stringify(value);
  const checked = Contact.safeParse({ kind, ...value });
  if (checked.success) return { text, value: checked.data };
  const [first = ""] = Object.keys(PARTS[kind]);
  return { text, error: value[first] ? whyNotKept(checked.error) : NEEDED[kind] };
}
