import { expect, test } from "vitest";

import { commandsOf } from "./commands-of.ts";
import { NOTE_KEYS, TEXT_KEYS } from "../features/notes/text-keys.ts";
import { MERGED_KEYS } from "../features/history/merged-keys.ts";
import { PAPER_KEYS } from "../features/signing/paper-keys.ts";
import { PALETTE_KEYS } from "../platform/keys.ts";

const commands = commandsOf({ show: () => {}, syncNow: () => {}, path: "/clients" });

test("no two commands have one name, and no key means two things", () => {
  expect(twice(commands.map(({ id }) => id))).toEqual([]);
  expect(twice(commands.map(({ label }) => label))).toEqual([]);
  const keys = commands.flatMap(({ shortcut }) => shortcut ?? []);
  const inNote = Object.values({ ...NOTE_KEYS, ...TEXT_KEYS, ...MERGED_KEYS, ...PAPER_KEYS });
  expect(twice([...keys, PALETTE_KEYS, ...inNote])).toEqual([]);
});

test("on a client's page a new note is about that client", () => {
  const wayAt = (path: string) =>
    commandsOf({ show: () => {}, syncNow: () => {}, path }).find(({ shortcut }) => shortcut === "n");
  expect(wayAt("/clients/0193")).toMatchObject({ href: "/notes/new?client=0193" });
  for (const path of ["/clients", "/clients/import", "/notes/0193"])
    expect(wayAt(path)).toMatchObject({ href: "/notes/new" });
});

test("a key that does something by itself never begins a pair", () => {
  const keys = commands.flatMap(({ shortcut }) => shortcut ?? []);
  const first = keys.filter((key) => key.includes(" ")).map((key) => key.split(" ")[0]);
  expect(keys.filter((key) => first.includes(key))).toEqual([]);
});

function twice(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
