import { catalogue, isMutationName, type Act } from "@cliently/api/domain/catalogue";
import type { Mutation } from "@cliently/api/domain/mutation";

/** An act as a build wrote it. `v`: the version of its mutation; drafts of the first build that kept such do not say. */
export type Written = { name: string; v?: number; args: unknown };

/** An act as it is written for another build. */
export function written({ name, args }: Act): Required<Written> {
  return { name, v: (catalogue[name] as Mutation<unknown>).version, args };
}

/** What was written by this build or another one, as an act of this one; undefined when it cannot be done any more. */
export function actOf({ name, v, args }: Written): Act | undefined {
  if (!isMutationName(name)) return undefined;
  const mutation = catalogue[name] as Mutation<unknown>;
  const { version } = mutation;
  const read = v !== undefined && v > version ? undefined : mutation.read({ v: v ?? version, args });
  return read === undefined ? undefined : ({ name, args: read } as Act); // read by the mutation of that name
}
