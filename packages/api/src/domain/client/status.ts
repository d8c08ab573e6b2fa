import { z } from "zod";

/** Where somebody stands: the stages of a lead, then a client's own two. */
export const ClientStatus = z.enum([
  "inquiry",
  "contacted",
  "consultation",
  "waitlist",
  "not-a-fit",
  "active",
  "archived",
]);
export type ClientStatus = z.infer<typeof ClientStatus>;
