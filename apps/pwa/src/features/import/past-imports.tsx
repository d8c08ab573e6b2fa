import type { Client } from "@cliently/api/domain/client/client";
import { Button } from "@cliently/ui/button";
import { Section } from "@cliently/ui/section";
import { useState } from "react";

import { dayTimeWords } from "../../platform/days.ts";
import { UndoDialog } from "./undo-dialog.tsx";

/** What was imported before, of which somebody is still here, the newest first; each can be taken back. */
export function PastImports({ clients, onUndone }: { clients: readonly Client[]; onUndone: (count: number) => void }) {
  const [undoing, setUndoing] = useState<string>();
  const past = importsOf(clients);
  if (past.length === 0) return null;

  return (
    <Section title="Imported before">
      <ul aria-label="Imported before" className="flex flex-col">
        {past.map(({ id, fileName, at, count }) => (
          <li
            key={id}
            className="flex min-h-14 items-center justify-between gap-4 border-b border-line py-2 last:border-0"
          >
            <div className="min-w-0">
              <p className="[overflow-wrap:anywhere]">{fileName}</p>
              <p className="text-sm text-faint figures">
                {dayTimeWords(at)} · {count === 1 ? "1 person" : `${count.toLocaleString("en")} people`} still here
              </p>
            </div>
            <Button aria-label={`Undo ${fileName}`} onPress={() => setUndoing(id)}>
              Undo
            </Button>
          </li>
        ))}
      </ul>
      {undoing && (
        <UndoDialog
          importId={undoing}
          isOpen
          onOpenChange={(isOpen) => !isOpen && setUndoing(undefined)}
          onUndone={onUndone}
        />
      )}
    </Section>
  );
}

type Past = { id: string; fileName: string; at: number; count: number };

function importsOf(clients: readonly Client[]): Past[] {
  const past = new Map<string, Past>();
  for (const { imported } of clients) {
    if (!imported) continue;
    const held = past.get(imported.id);
    past.set(imported.id, {
      ...imported,
      at: Math.min(held?.at ?? imported.at, imported.at),
      count: (held?.count ?? 0) + 1,
    });
  }
  return [...past.values()].toSorted((a, b) => b.at - a.at);
}
