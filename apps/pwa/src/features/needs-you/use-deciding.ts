import { keepFocus } from "../../platform/keep-focus.ts";
import { useAttemptHere } from "../../use-attempt.ts";

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
