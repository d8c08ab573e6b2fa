import type { Rolldown } from "vite";

type Info = { importedIds: readonly string[] } | null;

/** What is loaded one after the other until the first list is on the screen: the page, then the practice with its list. */
const FIRST = [
  { name: "app", entries: ["/src/main.tsx"] },
  { name: "practice", entries: ["/src/practice.tsx", "/src/features/clients/clients-page.tsx"] },
];

/**
 * Puts what the first screen needs into one file a step. By itself the bundler cuts a file for every set of screens that
 * share something, and dozens of them, a few hundred bytes each, cost more than what is in them.
 */
export function firstInOneFile(root: string): Rolldown.CodeSplittingOptions {
  let steps: Map<string, string> | undefined;

  return {
    includeDependenciesRecursively: false,
    groups: [
      {
        debugName: "first",
        name(id, context) {
          steps ??= walk(root, (module) => context.getModuleInfo(module)); // a method that needs its object
          const step = steps.get(id);
          return step === "practice" ? step : null; // the page itself is one by nature
        },
      },
    ],
  };
}

/** Every module that a step needs and none before it did. */
function walk(root: string, getModuleInfo: (id: string) => Info): Map<string, string> {
  const steps = new Map<string, string>();
  for (const { name, entries } of FIRST) {
    const left = entries.map((entry) => root.replace(/\/$/, "") + entry);
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (steps.has(id)) continue;
      steps.set(id, name);
      left.push(...(getModuleInfo(id)?.importedIds ?? []));
    }
  }
  return steps;
}
