import { expect, test } from "vitest";

import { commandsOf } from "./commands-of.ts";
import { NOTE_KEYS, TEXT_KEYS } from "../features/notes/text-keys.ts";
import { PALETTE_KEYS } from "../platform/keys.ts";

const commands = commandsOf({ show: () => {}, syncNow: () => {} });

test("no two commands have one name, and no key means two things", () => {
  expect(twice(commands.map(({ id }) => id))).toEqual([]);
  expect(twice(commands.map(({ label }) => label))).toEqual([]);
  const keys = commands.flatMap(({ shortcut }) => shortcut ?? []);
  expect(twice([...keys, PALETTE_KEYS, ...Object.values(NOTE_KEYS), ...Object.values(TEXT_KEYS)])).toEqual([]);
});

test("a key that does something by itself never begins a pair", () => {
  const keys = commands.flatMap(({ shortcut }) => shortcut ?? []);
  const first = keys.filter((key) => key.includes(" ")).map((key) => key.split(" ")[0]);
  expect(keys.filter((key) => first.includes(key))).toEqual([]);
});

function twice(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
