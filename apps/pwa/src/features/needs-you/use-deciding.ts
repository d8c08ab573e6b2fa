import { useAttemptHere } from "../../use-attempt.ts";
import { keepFocus } from "./keep-focus.ts";

/** Decides, and goes on from where the notice stood; or says why that could not be kept. */
export function useDeciding() {
  const { problem, attempt } = useAttemptHere();
  return {
    problem,
    decide(press: { target: Element }, decision: () => Promise<unknown>): void {
      keepFocus(press);
      attempt(decision());
    },
  };
}
