/** A file that cannot be read at all, and what to do about it, in words for the person. */
export class RefusedFile extends Error {
  override name = "RefusedFile";
}

export const MOST_BYTES = 50 * 1024 * 1024;
export const MOST_PEOPLE = 20_000;
export const MOST_COLUMNS = 200;
