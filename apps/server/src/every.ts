import type { Services } from "@cliently/api";

import { placeOf } from "./http/place-of.ts";

/** Does `work` every `ms`, never twice at once, until the process goes down. A failure is noted, and the next turn tries again. */
export function every(ms: number, name: string, work: () => Promise<unknown>, { draining, log }: Services): void {
  const turn = async () => {
    try {
      await work();
    } catch (error) {
      if (!draining.aborted) log("job.failed", { job: name, ...placeOf(error) });
    }
    if (!draining.aborted) timer = setTimeout(() => void turn(), ms);
  };
  let timer = setTimeout(() => void turn(), ms);
  draining.addEventListener("abort", () => clearTimeout(timer));
}
