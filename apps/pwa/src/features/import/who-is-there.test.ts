import { blankClient } from "@cliently/api/domain/client/blank";
import type { Client } from "@cliently/api/domain/client/client";
import { anId } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { isMinor } from "./age.ts";
import type { Person } from "./reading/person.ts";
import { likenesses } from "./who-is-there.ts";

const marigold: Client = {
  ...blankClient,
  id: anId(),
  givenName: "Marigold",
  familyName: "Thistlewood",
  email: "m@example.invalid",
  createdAt: 1,
  deletedAt: null,
  status: "archived",
  stamps: {},
  lost: [],
};

test("whoever is here already is noticed by their address, also when it is a further one in the file", () => {
  const contacts = [{ kind: "email" as const, label: "Work", value: "M@Example.invalid" }];
  const found = likenesses([{ ...aPerson("Goldie"), contacts }, aPerson("Wren")], [marigold]);
  expect(found).toEqual([{ by: "email", who: "Marigold Thistlewood" }, undefined]);
});

test("whoever stands twice in the file is noticed the second time", () => {
  const found = likenesses([aPerson("Wren", 2), aPerson("Wren", 3)], []);
  expect(found).toEqual([undefined, { by: "name", who: "line 2 of this file" }]);
});

test("somebody is of age from their eighteenth birthday on", () => {
  const now = new Date(2026, 10, 27).getTime();
  expect(isMinor("2008-11-27", now)).toBe(false);
  expect(isMinor("2008-11-28", now)).toBe(true);
  expect(isMinor(null, now)).toBe(false);
});

function aPerson(givenName: string, line = 2): Person {
  return { line, fields: { ...blankClient, givenName }, tags: [], contacts: [], remarks: [] };
}
