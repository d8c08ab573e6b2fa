import { runHistory } from "./history.ts";
import type { Action, Script } from "./script.ts";

/** The shortest part of a script that still breaks the same law: delta debugging (Zeller, ddmin) over its actions. */
export async function shrunk(script: Script, law: string, most = 400): Promise<Script> {
  let runs = 0;
  const breaks = async (actions: Action[]) => {
    runs++;
    const { violations } = await runHistory({ ...script, actions });
    return violations.some((violation) => violation.law === law);
  };
  let { actions } = script;
  for (let parts = 2; actions.length > 1 && runs < most;) {
    const size = Math.ceil(actions.length / parts);
    let isShorter = false;
    for (let start = 0; start < actions.length && runs < most; start += size) {
      const rest = [...actions.slice(0, start), ...actions.slice(start + size)];
      if (!(await breaks(rest))) continue;
      actions = rest;
      parts = Math.max(2, parts - 1);
      isShorter = true;
      break;
    }
    if (isShorter) continue;
    if (parts >= actions.length) break;
    parts = Math.min(actions.length, parts * 2);
  }
  return { ...script, actions };
}
