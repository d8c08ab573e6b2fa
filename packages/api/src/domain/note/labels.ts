import type { Note, noteShape } from "./note.ts";

/** What a person calls the fields of a note's header. */
export const noteLabels: Record<keyof typeof noteShape, string> = {
  template: "Template",
  startedAt: "Start",
  endedAt: "End",
  timedFrom: "Timer",
  number: "Session number",
  setting: "Setting",
  medium: "Held",
  present: "Also present",
  safety: "Safety and risk",
};

export const settingLabels = {
  individual: "Individual",
  couple: "Couple",
  family: "Family",
  group: "Group",
} as const;

export const mediumLabels = { "in-person": "In person", phone: "By phone", video: "By video" } as const;

/** What a note says about safety, in words; undefined when it says nothing. */
export function safetyWords(safety: Note["safety"]): string | undefined {
  if (!safety) return undefined;
  return safety.assessed ? safety.words || "Assessed" : "Not assessed";
}
