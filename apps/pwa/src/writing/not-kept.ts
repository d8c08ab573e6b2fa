import { createContext, type Dispatch, type SetStateAction } from "react";

import type { DraftThen } from "../sync/field-draft.ts";

/** What was written, in words: where, and of whom or what when that is not said by it. */
export type Words = { field: string; of?: string | undefined; words: string };

/** Words that could not be kept, or were not, and whose screen is gone. `draft`: where they lie on the disk meanwhile. */
export type NotKept = Words & { draft?: DraftThen | undefined };

/** Shows them, or in place of others. */
export type Show = (one: NotKept, instead?: NotKept) => void;

/** Holds them until the person has brought them to safety; outlives every screen. */
export const NotKeptContext = createContext<Dispatch<SetStateAction<readonly NotKept[]>>>(() => {});
