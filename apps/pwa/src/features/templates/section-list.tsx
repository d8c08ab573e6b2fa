import { VisuallyHidden } from "@cliently/ui/visually-hidden";
import { useEffect, useRef, useState } from "react";

import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { AddSection } from "./add-section.tsx";
import { SectionRow } from "./section-row.tsx";
import { added, DRAGGED, moved, without } from "./sections.ts";
import type { Preset } from "./use-preset.ts";
import { useSections } from "./use-sections.ts";

/** What a template asks for, in its order: renamed in place, moved by hand or by keys, added and taken out. */
export function SectionList({ preset }: { preset: Preset }) {
  const { change, turn } = useSections(preset);
  const tell = useTell();
  const list = useRef<HTMLOListElement>(null);
  const [target, setTarget] = useState<number>();
  const [said, setSaid] = useState("");
  const sections = preset.sections ?? [];
  const follow = useFocusThatMoves(list, sections);
  const attempt = useAttempt();

  function move(id: string, to: number): void {
    const name = sections.find((section) => section.id === id)?.name ?? "";
    if (to < 0 || to >= sections.length) return;
    follow(id);
    setSaid(`${name} is now ${to + 1} of ${sections.length}`);
    attempt(change((all) => moved(all, id, to)));
  }

  function remove(id: string): void {
    const place = sections.findIndex((section) => section.id === id);
    const section = sections[place];
    if (!section) return;
    const undo = () => attempt(change((all) => moved(added(all, section), id, place)));
    attempt(
      change((all) => without(all, id)),
      () => tell({ text: `“${section.name}” taken out`, action: { label: "Undo", onPress: undo } }),
    );
  }

  return (
    <div className="flex flex-col gap-4">
      <ol
        ref={list}
        aria-label="Sections"
        className="flex flex-col gap-1"
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(DRAGGED)) return;
          event.preventDefault();
          setTarget(placeAt(event.currentTarget, event.clientY));
        }}
        onDragLeave={() => setTarget(undefined)}
        onDrop={(event) => {
          if (!event.dataTransfer.types.includes(DRAGGED)) return; // words that are dropped into a name
          event.preventDefault();
          setTarget(undefined);
          const id = event.dataTransfer.getData(DRAGGED);
          const from = sections.findIndex((section) => section.id === id);
          const before = placeAt(event.currentTarget, event.clientY);
          if (from >= 0) move(id, before > from ? before - 1 : before);
        }}
      >
        {sections.map((section, place) => (
          <SectionRow
            key={section.id}
            {...{ preset, section, place, turn }}
            count={sections.length}
            isTarget={target === place}
            onMove={(to) => move(section.id, to)}
            onRemove={() => remove(section.id)}
          />
        ))}
      </ol>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
      <AddSection sections={sections} onAdd={(section, draft) => change((all) => added(all, section), { draft })} />
    </div>
  );
}

/** Before which row something would come to stand that is held at this height; behind the last, when there is none. */
function placeAt(list: HTMLElement, y: number): number {
  const rows = [...list.children].map((row) => row.getBoundingClientRect());
  const below = rows.findIndex(({ top, height }) => y < top + height / 2);
  return below < 0 ? rows.length : below;
}

/** A row that changes its place would lose the focus: it goes with it. */
function useFocusThatMoves(
  list: React.RefObject<HTMLElement | null>,
  sections: readonly unknown[],
): (id: string) => void {
  const followed = useRef<string>(undefined);
  useEffect(() => {
    const row = list.current?.querySelector(`[data-section="${followed.current}"]`);
    if (!row || row.contains(document.activeElement)) return;
    followed.current = undefined;
    row.querySelector<HTMLElement>("input")?.focus();
  }, [list, sections]);
  return (id) => {
    followed.current = id;
  };
}
