import fc from "fast-check";
import { expect, test } from "vitest";

import { entryField } from "./field-path.ts";
import { mergeFields, type Change, type Stamped } from "./field.ts";
import type { Made } from "./mutation.ts";
import { undecided } from "./undecided.ts";

type Row = Stamped & { mood: string };
type Edit = { change: Change; made: Made };

const first: Row = { mood: "first", stamps: { mood: { at: 1_000, device: id(0), mid: id(0) } }, lost: [] };

test("L16 concurrent edits end in the same row in every order that a server could see", () => {
  fc.assert(
    fc.property(edits(), fc.infiniteStream(fc.nat()), (made, random) => {
      const inOrder = made.reduce(merge, first);
      const otherwise = anyCausalOrder(made, () => Number(random.next().value)).reduce(merge, first);
      expect(otherwise).toEqual(inOrder);
    }),
    { numRuns: 300 },
  );
});

test("L16 merging the same edit twice is merging it once", () => {
  fc.assert(
    fc.property(edits(), (made) => {
      let row = first;
      for (const edit of made) {
        const once = merge(row, edit);
        expect(merge(once, edit)).toEqual(once);
        row = once;
      }
    }),
    { numRuns: 200 },
  );
});

test("L16, L17 every value that nobody saw and replaced is the row's, or kept as lost, and the latest is the row's", () => {
  fc.assert(
    fc.property(edits(), (made) => {
      const row = made.reduce(merge, first);
      const replaced = new Set(made.map(({ change }) => change.over?.mid));
      const open = made.filter(({ made: { mid } }) => !replaced.has(mid)).map(({ change }) => change.value);
      const isFirstOpen = !replaced.has(id(0));
      expect([row.mood, ...row.lost.map(({ value }) => value)].toSorted()).toEqual(
        [...open, ...(isFirstOpen ? ["first"] : [])].toSorted(),
      );
      const latest = row.stamps["mood"]?.at ?? 0;
      for (const lost of row.lost) expect(lost.at).toBeLessThanOrEqual(latest);
    }),
    { numRuns: 300 },
  );
});

test("an edit made later by a slow clock still comes after the value it replaced", () => {
  const slow = merge(first, {
    change: { value: "second", over: { at: 1_000, mid: id(0) } },
    made: { mid: id(1), device: id(9), at: 3 },
  });
  expect(slow).toMatchObject({ mood: "second", stamps: { mood: { at: 1_001 } }, lost: [] });
});

test("L15, L17 entries of a record merge one by one, and the loser of one is kept", () => {
  type Book = Stamped & { contacts?: Record<string, unknown> };
  const add = (row: Book, entry: string, value: unknown, at: number, over: Change["over"] = null) =>
    mergeFields(row, { [entryField("contacts", entry)]: { value, over } }, { mid: id(at), device: id(0), at });
  const none: Book = { stamps: {}, lost: [] };
  const both = add(add(none, "a", "0101", 1), "b", "0202", 2);
  expect(both).toMatchObject({ contacts: { a: "0101", b: "0202" }, lost: [] });
  expect(add(add(none, "b", "0202", 2), "a", "0101", 1)).toEqual(both);

  const disputed = add(add(both, "a", "0111", 3, { at: 1, mid: id(1) }), "a", null, 4, { at: 1, mid: id(1) });
  expect(disputed).toMatchObject({ contacts: { a: null, b: "0202" }, lost: [{ field: "contacts.a", value: "0111" }] });
  expect(undecided(disputed)).toHaveLength(1);
});

test("fields that were not changed keep their stamps", () => {
  const row = { ...first, name: "Ann", stamps: { ...first.stamps, name: { at: 5, device: id(0), mid: id(0) } } };
  const merged = mergeFields(
    row,
    { mood: { value: "calm", over: { at: 1_000, mid: id(0) } } },
    { mid: id(1), device: id(1), at: 2_000 },
  );
  expect(merged).toMatchObject({ name: "Ann", stamps: { name: { at: 5 } }, mood: "calm" });
});

function merge(row: Row, { change, made }: Edit): Row {
  return mergeFields(row, { mood: change }, made);
}

/** Edits of one field, each by a device that had seen one of those before it. */
function edits(): fc.Arbitrary<Edit[]> {
  const raw = fc.record({ over: fc.nat(), at: fc.integer({ min: 900, max: 1_050 }), device: fc.nat(2) });
  return fc.array(raw, { minLength: 1, maxLength: 7 }).map((list) => {
    const stamps = [{ at: 1_000, mid: id(0) }];
    return list.map(({ over, at, device }, index) => {
      const seen = stamps[over % stamps.length] ?? null;
      const made = { mid: id(index + 1), device: id(device), at };
      stamps.push({ at: Math.max(at, (seen?.at ?? -1) + 1), mid: made.mid });
      return { change: { value: `edit ${index}`, over: seen }, made };
    });
  });
}

/** The edits in another order, each still after the one that its device had seen. */
function anyCausalOrder(list: Edit[], random: () => number): Edit[] {
  const left = [...list];
  const done = new Set([id(0)]);
  const order: Edit[] = [];
  while (left.length) {
    const ready = left.filter(({ change }) => change.over === null || done.has(change.over.mid));
    const next = ready[random() % ready.length];
    if (!next) throw new Error("an edit of something that never was");
    left.splice(left.indexOf(next), 1);
    done.add(next.made.mid);
    order.push(next);
  }
  return order;
}

function id(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}
