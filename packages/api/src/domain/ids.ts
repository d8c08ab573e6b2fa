import { z } from "zod";

/** A client-made UUIDv7: sorts by the time it was made. One spelling only, so that equal ids are equal texts. */
export const Id = z.uuid().lowercase();
export type Id = z.infer<typeof Id>;
