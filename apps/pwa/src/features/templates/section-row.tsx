import { FormSection } from "@cliently/api/domain/note/form";
import type { Section } from "@cliently/api/domain/note/templates";
import { IconButton } from "@cliently/ui/icon-button";
import { Menu } from "@cliently/ui/menu";
import { TextField } from "@cliently/ui/text-field";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp, EllipsisVertical, GripVertical, X } from "lucide-react";

import { useKept } from "../../writing/use-kept.ts";
import { DRAGGED, givenSections } from "./sections.ts";
import type { Preset } from "./use-preset.ts";
import { renaming, type useSections } from "./use-sections.ts";

type Props = {
  preset: Preset;
  section: Section;
  place: number;
  count: number;
  turn: ReturnType<typeof useSections>["turn"];
  onMove: (to: number) => void;
  onRemove: () => void;
  /** A section that is dragged would come to stand here. */
  isTarget: boolean;
};

/** One section of a template: its name, written in place, and what moves it. */
export function SectionRow({ preset, section, place, count, turn, onMove, onRemove, isTarget }: Props) {
  const { id } = section;
  const kept = section.name;
  const { shown, type, keep, error } = useKept({
    field: `Section ${place + 1}`,
    of: preset.name,
    kept,
    at: { noun: "preset", row: preset, path: "sections", part: id },
    read(typed) {
      const text = typed.trim();
      if (FormSection.safeParse({ id, name: text }).success) return { text, value: text };
      return { text, error: text ? "A name has at most 80 letters." : "A name is needed." };
    },
    act: (name, over, now) => renaming(now ?? preset, id, name, over),
    turn,
  });
  const shared = givenSections.find((given) => given.id === id)?.of;

  return (
    <li
      data-section={id}
      className={clsx("flex items-start gap-1 border-t-2 pt-1", isTarget ? "border-accent" : "border-transparent")}
    >
      {/* For a hand only: keys have the menu, and Alt with the arrows. */}
      <span
        aria-hidden
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED, id);
          event.dataTransfer.effectAllowed = "move";
        }}
        className="hidden h-control w-6 shrink-0 cursor-grab items-center justify-center text-faint sm:inline-flex"
      >
        <GripVertical className="size-4" />
      </span>
      <TextField
        label={`Section ${place + 1}`}
        hideLabel
        className="min-w-0 flex-1"
        autoComplete="off"
        value={shown}
        onChange={type}
        onBlur={() => keep()}
        onEnter={() => keep()}
        onKeyDown={(event) => {
          if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown"))
            return event.continuePropagation();
          event.preventDefault();
          keep();
          onMove(place + (event.key === "ArrowUp" ? -1 : 1));
        }}
        description={shared && `Shares its words with ${shared}`}
        error={error}
      />
      <Menu
        label={`What can be done with ${kept}`}
        trigger={<IconButton label={`Move or remove ${kept}`} icon={<EllipsisVertical aria-hidden />} />}
        items={[
          {
            id: "up",
            label: "Move up",
            icon: <ArrowUp aria-hidden />,
            isDisabled: place === 0,
            onAction: () => onMove(place - 1),
          },
          {
            id: "down",
            label: "Move down",
            icon: <ArrowDown aria-hidden />,
            isDisabled: place === count - 1,
            onAction: () => onMove(place + 1),
          },
          { id: "line", isSeparator: true },
          { id: "remove", label: "Remove", icon: <X aria-hidden />, isDisabled: count === 1, onAction: onRemove },
        ]}
      />
    </li>
  );
}
