import { expect, test } from "vitest";
import type { Row } from "@cliently/api/domain/store";

import type { CanonicalRow } from "../local/local-database.ts";
import { openedRows } from "./opened-rows.ts";

const stored = (id: string, bytes: number[], open: object = {}): CanonicalRow => ({
  id,
  ver: 1,
  createdAt: 1,
  status: "active",
  deletedAt: null,
  ...open,
  sealed: Uint8Array.from(bytes),
});
const client = (givenName: string) => ({ givenName }) as Row<"client">; // what stands in it does not matter here

test("a client who was opened is not opened again while every byte and every open field is the same", () => {
  const rows = openedRows();
  const marigold = client("Marigold");
  rows.keep("client", stored("a", [1, 2, 3]), marigold);

  expect(rows.of("client", stored("a", [1, 2, 3]))).toBe(marigold);
  expect(rows.of("client", stored("b", [1, 2, 3]))).toBeUndefined();
  expect(rows.of("note", stored("a", [1, 2, 3]))).toBeUndefined();
  expect(rows.of("client", stored("a", [1, 2, 3], { status: "archived" }))).toBeUndefined();
  expect(rows.of("client", stored("a", [1, 9, 3]))).toBeUndefined(); // spoilt on the disk: to be opened, and noticed
});

test("the longest unused go when there are too many bytes, and nothing is left when the device closes", () => {
  const rows = openedRows(6);
  for (const id of ["a", "b"]) rows.keep("client", stored(id, [1, 2, 3]), client(id));
  rows.of("client", stored("a", [1, 2, 3]));
  rows.keep("client", stored("c", [1, 2, 3]), client("c"));
  expect(rows.of("client", stored("a", [1, 2, 3]))).toBeDefined();
  expect(rows.of("client", stored("b", [1, 2, 3]))).toBeUndefined();

  rows.close();
  rows.keep("client", stored("d", [1, 2, 3]), client("d"));
  for (const id of ["a", "c", "d"]) expect(rows.of("client", stored(id, [1, 2, 3]))).toBeUndefined();
});
