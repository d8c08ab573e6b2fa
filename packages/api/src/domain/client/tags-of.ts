import type { Tags } from "./tags.ts";

/** The tags of a client, in the order of the alphabet. Apart from the schemas, because the first screen needs only this. */
export function tagsOf({ tags }: { tags?: Tags | undefined }): string[] {
  return Object.entries(tags ?? {})
    .filter(([, { on }]) => on)
    .map(([tag]) => tag)
    .toSorted((a, b) => a.localeCompare(b, "en"));
}
