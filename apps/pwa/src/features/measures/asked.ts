import { gad7, instrumentOf, phq9, type Instrument } from "@cliently/api/domain/measurement/instruments";
import type { AskedScale } from "@cliently/api/domain/measurement/measurement";
import type { Row } from "@cliently/api/domain/store";

/** A measure that is asked or will be: its row comes with the first answer. */
export type Asked = {
  id: string;
  clientId: string;
  noteId: string | null;
  instrument: string;
  scale: AskedScale | null;
};

/** What can be asked, as one chooses it. */
export type Offer = Pick<Asked, "instrument" | "scale"> & { name: string; about: string };

/** The published instruments, then the scales of one's own by their names. */
export function offersOf(presets: readonly Row<"preset">[]): Offer[] {
  const scales = presets
    .filter(({ kind, status }) => kind === "scale" && status === "kept")
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((preset) => ({ instrument: preset.id, scale: scaleOf(preset) }));
  return [phq9, gad7]
    .map(({ id }): Pick<Asked, "instrument" | "scale"> => ({ instrument: id, scale: null }))
    .concat(scales)
    .map((offer) => ({ ...offer, ...named(instrumentOf(offer)) }));
}

/** A scale as it is asked now: what is asked keeps these words, whatever becomes of the preset. */
export function scaleOf({ name, low = "", high = "" }: Row<"preset">): AskedScale {
  return { name, low, high };
}

function named({ name, about }: Instrument): { name: string; about: string } {
  return { name, about };
}
