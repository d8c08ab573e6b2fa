import { mediumLabels, noteLabels, safetyWords, settingLabels } from "@cliently/api/domain/note/labels";
import type { Note } from "@cliently/api/domain/note/note";
import { templateOf, type TemplateChoice } from "@cliently/api/domain/note/templates";

import { dayTimeWords } from "../../platform/days.ts";
import type { Place } from "../../sync/undecided.ts";
import { clientLabel, clientWords } from "./client-words.ts";

const LABELS: Record<Exclude<Place["noun"], "client">, Record<string, string>> = {
  note: { ...noteLabels, template: "The template", startedAt: "The start", goals: "A goal that it touches" },
  summary: { text: "The text" },
  addendum: { text: "The addendum" },
  goal: {
    title: "The goal",
    details: "What the goal says",
    unit: "The unit of the goal",
    start: "Where the goal begins",
    target: "The target of the goal",
    dueOn: "The day of the goal",
    status: "The status of the goal",
    steps: "A step of the goal",
    progress: "The progress of the goal",
  },
  measurement: {
    takenAt: "When the measure was taken",
    status: "The status of the measure",
    remark: "The remark on the measure",
    followUp: "What was done about an answer",
  },
  preset: {
    name: "The name",
    status: "Whether it is kept",
    sections: "The sections",
    text: "The text",
    low: "The lower end",
    high: "The upper end",
  },
};

/** How a session was held, and with whom. */
const heldWords: Record<string, string> = { ...settingLabels, ...mediumLabels };

/** What a person calls a field, or an entry of one. `value`: one that stood in it. */
export function fieldLabel(noun: Place["noun"], field: string, value: unknown): string {
  if (noun === "client") return clientLabel(field, value);
  const [name = "", entry] = field.split(".");
  if (name === "answers") return `The answer to item ${entry}`;
  return LABELS[noun][name] ?? name;
}

/** What a person calls a field of a note's header, as the beginning of a line. */
export function headerLabel(field: string): string {
  const [name = ""] = field.split(".");
  const labels: Record<string, string> = { ...noteLabels, goals: "Goal" };
  return labels[name] ?? name;
}

/** What stands in a field, in words; "" when nothing does. */
export function fieldWords(field: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (field.endsWith("At") || field === "timedFrom") return dayTimeWords(Number(value));
  if (field === "template") return templateOf(value as TemplateChoice).name; // a note's field of that name
  if (typeof value === "number") return String(value);
  if (value === true) return "Yes";
  if (Array.isArray(value)) return value.map((item) => String((item as { name?: unknown }).name ?? item)).join(", "); // sections
  if (typeof value === "string" && (field === "setting" || field === "medium")) return heldWords[value] ?? value;
  if (typeof value !== "object") return clientWords(field, value);
  if ("assessed" in value) return safetyWords(value as Note["safety"]) ?? ""; // a note's field of that form
  if ("kind" in value) return clientWords(field, value);
  const { text, value: number, remark } = value as Record<string, unknown>; // a step, or a value of a goal
  return [text, number, remark].filter((part) => typeof part === "string" || typeof part === "number").join(" · ");
}
