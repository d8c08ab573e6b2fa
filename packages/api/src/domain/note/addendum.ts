import { z } from "zod";

import { Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { text, Time } from "../text.ts";
import { Sha256 } from "./signature.ts";

export const AddendumStatus = z.enum(["draft", "signed", "discarded"]);

/** What is added to a signed note. `hash` as in `sealedAddendum`, once it is signed. */
export const Addendum = z.looseObject({
  id: Id,
  noteId: Id,
  clientId: Id,
  createdAt: Time,
  signedAt: Time.nullable(),
  status: AddendumStatus,
  text: text(20_000),
  hash: Sha256.nullable(),
  ...Stamped,
});
export type Addendum = z.infer<typeof Addendum>;
