import type { z } from "zod";

import { purgeBin } from "./purge.ts";
import { rejoinHistory } from "./rejoin.ts";
import { beginSummary, finishSummary } from "./summary/server-mutations.ts";

/** The mutations that only the server makes. A device that sends one is told to wait for ever. */
export const serverCatalogue = {
  "summary.begin": beginSummary,
  "summary.finish": finishSummary,
  "history.rejoin": rejoinHistory,
  "bin.purge": purgeBin,
};

type ServerMutationName = keyof typeof serverCatalogue;
export type ServerAct = {
  [Name in ServerMutationName]: { name: Name; args: z.infer<(typeof serverCatalogue)[Name]["args"]> };
}[ServerMutationName];
