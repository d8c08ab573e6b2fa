import { createContext, type Dispatch, type SetStateAction } from "react";

/** Words that could not be kept, and whose screen is gone. */
export type NotKept = { field: string; of: string; words: string };

/** Holds them in memory alone, until the person has brought them to safety; outlives every screen. */
export const NotKeptContext = createContext<Dispatch<SetStateAction<readonly NotKept[]>>>(() => {});
