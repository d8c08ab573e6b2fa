import type { AskedScale } from "./measurement.ts";

/** What a person calls each word of a scale of their own. Apart from the schemas, so that a screen can name them without. */
export const scaleLabels: Record<keyof AskedScale, string> = {
  name: "What it asks about",
  low: "0 means",
  high: "10 means",
};
