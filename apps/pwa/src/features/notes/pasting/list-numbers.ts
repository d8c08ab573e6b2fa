import type { Markup } from "./markup.ts";

/** How a list counts, and from where, when it says so. */
export function stepsOf({ attributes, children }: Markup): [step: number, first: number | undefined] {
  const start = integer(attributes.get("start"));
  if (!attributes.has("reversed")) return [1, start];
  return [-1, start ?? children.filter((child) => typeof child !== "string" && child.name === "li").length];
}

/** As a browser reads one: what follows it is not looked at, and what no list can count to is none. */
export function integer(told = ""): number | undefined {
  const number = Number(/^\s*([+-]?\d{1,10})(?!\d)/.exec(told)?.[1] ?? NaN);
  return Math.abs(number) < 2 ** 31 ? number + 0 : undefined; // never −0
}
