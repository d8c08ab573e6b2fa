import { z } from "zod";

import { Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { FormSections } from "../note/form.ts";
import { text, Time } from "../text.ts";

/** What a practitioner keeps to use again: a template of their own, a snippet, a scale from 0 to 10. */
export const PresetKind = z.enum(["template", "snippet", "scale"]);
export type PresetKind = z.infer<typeof PresetKind>;

/** One that is gone is not offered any more; what was made with it stays as it is. */
export const PresetStatus = z.enum(["kept", "gone"]);

/** Every field of any kind and what may stand in it. Of a snippet, `name` is what one types. */
export const presetShape = {
  name: text(60).min(1),
  status: PresetStatus,
  sections: FormSections,
  text: text(5_000).min(1),
  low: text(60),
  high: text(60),
};

/** What a preset of each kind is made of. */
export const PresetFields = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("template"), name: presetShape.name, sections: presetShape.sections }),
  z.strictObject({ kind: z.literal("snippet"), name: presetShape.name.regex(/^\S+$/), text: presetShape.text }),
  z.strictObject({ kind: z.literal("scale"), name: presetShape.name, low: presetShape.low, high: presetShape.high }),
]);
export type PresetFields = z.infer<typeof PresetFields>;

export const Preset = z.looseObject({
  id: Id,
  kind: PresetKind,
  createdAt: Time,
  name: presetShape.name,
  status: PresetStatus,
  ...z
    .object({
      sections: presetShape.sections,
      text: presetShape.text,
      low: presetShape.low,
      high: presetShape.high,
    })
    .partial().shape,
  ...Stamped,
});
export type Preset = z.infer<typeof Preset>;
