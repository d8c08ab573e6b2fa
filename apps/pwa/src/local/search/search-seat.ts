import type { Search } from "./search.ts";

/** A place for an account's search, whose code comes only with the first one who looks for something. */
export type SearchSeat = {
  /** The search of this account; made by the first who asks for it. */
  taken(make: (accountId: string, key: Uint8Array<ArrayBuffer>) => Search): Search;
  end(): void;
};

export function aSearchSeat(accountId: string, key: Uint8Array<ArrayBuffer>): SearchSeat {
  let search: Search | undefined;
  return {
    taken: (make) => (search ??= make(accountId, key)),
    end: () => search?.end(),
  };
}
