import { fullName } from "@cliently/api/domain/client/full-name";
import { Palette, PaletteChoices, type PaletteItem } from "@cliently/ui/palette";
import { useMemo, useState } from "react";

import { keyNames } from "../../platform/keys.ts";
import { useRow, useRows } from "../../sync/hooks.tsx";
import { aboutClient } from "./about-client.ts";
import { perform, type Command } from "./command.ts";
import { find } from "./find.ts";
import { asPerson, lineOfPerson, type Person } from "./people.tsx";

/** Something that the search found, with the words around it. */
export type PaletteHit = { id: string; label: string; passage: string; icon: Command["icon"]; open: () => void };

type Props = {
  isOpen: boolean;
  onClose: () => void;
  commands: readonly Command[];
  go: (href: string) => void;
  /** Whose page is open. */
  clientId: string | undefined;
  /** A hook: what the search finds for these words, live. */
  useHits: (text: string) => readonly PaletteHit[];
};

/** Goes anywhere and does anything by its name. */
export function CommandPalette({ isOpen, onClose, ...rest }: Props) {
  return (
    <Palette label={LABEL} isOpen={isOpen} onOpenChange={onClose}>
      <Choices {...rest} onDone={onClose} />
    </Palette>
  );
}

const LABEL = "Find or go to";
/** So many people are shown at once: who wants another one types a letter more. */
const PEOPLE = 8;

type ChoicesProps = Omit<Props, "isOpen" | "onClose"> & { onDone: () => void };
type Choice = PaletteItem & { choose: () => void };

function Choices({ commands, go, clientId, useHits, onDone }: ChoicesProps) {
  const [text, setText] = useState("");
  const clients = useRows("client", { all: true });
  const client = useRow("client", clientId ?? "");
  const hits = useHits(text);
  const everybody = useMemo(() => clients?.map(asPerson) ?? [], [clients]);
  const people = find(everybody, text).slice(0, PEOPLE);
  const known = client ? [...aboutClient(client), ...commands] : commands;
  const fitting = text.trim() ? find(known.map(asFindable), text).map(({ command }) => command) : known;

  function choicesIn(group: Command["group"]): Choice[] {
    return fitting
      .filter((command) => command.group === group)
      .map((command) => ({
        ...lineOf(command),
        choose: () => perform(command, go),
      }));
  }

  function choicesOf(persons: Person[]): Choice[] {
    return persons.map((person) => ({ ...lineOfPerson(person), choose: () => go(`/clients/${person.id}`) }));
  }

  const groups = [
    { id: "client", title: client ? fullName(client) : "", items: choicesIn("client") },
    { id: "clients", title: "Clients", items: choicesOf(people.filter((person) => !person.isLead)) },
    { id: "leads", title: "Leads", items: choicesOf(people.filter((person) => person.isLead)) },
    { id: "do", title: "Do", items: choicesIn("do") },
    { id: "go", title: "Go to", items: choicesIn("go") },
    { id: "hits", title: "In what was written", items: hits.map(asChoice) },
  ].filter(({ items }) => items.length > 0);

  return (
    <PaletteChoices
      label={LABEL}
      text={text}
      onTextChange={setText}
      groups={groups}
      onChoose={(id) => {
        onDone();
        groups
          .flatMap(({ items }) => items)
          .find((choice) => choice.id === id)
          ?.choose();
      }}
      nothingFound="Nothing by this name. Try fewer letters."
    />
  );
}

function asFindable(command: Command): { command: Command; name: string; keywords: string } {
  return { command, name: command.label, keywords: command.keywords };
}

function lineOf({ id, label, shortcut, icon: Icon }: Command): PaletteItem {
  return { id, label, leading: <Icon aria-hidden />, ...(shortcut ? { keys: keyNames(shortcut) } : {}) };
}

function asChoice({ id, label, passage, icon: Icon, open }: PaletteHit): Choice {
  return { id, label, detail: passage, leading: <Icon aria-hidden />, choose: open };
}
