import { z } from "zod";

import { Id } from "../ids.ts";
import { text } from "../text.ts";

/** A section of a template of the practitioner's own. One with the id of a given section shares that one's words. */
export const FormSection = z.strictObject({ id: text(60).regex(/^[a-z0-9-]+$/), name: text(80).min(1) });

export const MOST_SECTIONS = 24;
export const FormSections = z
  .array(FormSection)
  .min(1)
  .max(MOST_SECTIONS)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "a section twice");

/**
 * A template of the practitioner's own as a note has it: what it asked for when it was chosen, so that a note reads the
 * same whatever becomes of the template. `id`: that of the preset.
 */
export const Form = z.strictObject({ id: Id, name: text(60).min(1), sections: FormSections });
export type Form = z.infer<typeof Form>;
