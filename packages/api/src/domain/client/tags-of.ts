import type { Tags } from "./tags.ts";

/** A tag of a client as it stands, on or off; undefined when it was never there, also if all objects have something of its name. */
export function tagIn({ tags = {} }: { tags?: Tags | undefined }, tag: string): Tags[string] | undefined {
  return Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

/** The tags of a client, in the order of the alphabet. Apart from the schemas, because the first screen needs only this. */
export function tagsOf({ tags }: { tags?: Tags | undefined }): string[] {
  return Object.entries(tags ?? {})
    .filter(([, { on }]) => on)
    .map(([tag]) => tag)
    .toSorted((a, b) => a.localeCompare(b, "en"));
}
