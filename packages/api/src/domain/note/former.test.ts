import fc from "fast-check";
import { expect, test } from "vitest";

import { aClient, anId, aNote, memoryStore, runOver, type Rows } from "../../testing/index.ts";
import type { Act } from "../catalogue.ts";
import { overOf, type Over } from "../field.ts";
import { rejoinHistory } from "../rejoin.ts";
import type { Form } from "./form.ts";
import type { Note } from "./note.ts";
import type { TemplateChoice } from "./templates.ts";

const own: Form = { id: anId(), name: "Breath", sections: [{ id: anId(), name: "Body & breath" }] };

test("a note remembers the templates it had, so that what was written by them keeps its name", async () => {
  const note = await aWrittenNote("soap");
  await note.becomes(own, 2_000);
  await note.becomes("narrative", 3_000);
  expect(note.row()).toMatchObject({ template: "narrative", former: [{ template: "soap" }, { template: own }] });
  await note.becomes(own, 4_000);
  expect(note.row().former?.map(({ template }) => template)).toEqual(["soap", "narrative"]);
});

test("two devices that switched to templates of their own without knowing of each other end the same, in either order", async () => {
  const choices: [TemplateChoice, number][] = [
    [own, 2_000],
    ["dap", 3_000],
    ["grow", 4_000],
    ["soap", 5_000],
  ];
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(choices, { minLength: 1 }), async (order) => {
      const templatesAfter = async (all: typeof choices) => {
        const note = await aWrittenNote("birp");
        for (const [template, at] of all) await note.becomes(template, at, null);
        return note.row().former?.map(({ template }) => template);
      };
      expect(await templatesAfter(order)).toEqual(await templatesAfter(order.toSorted(([, a], [, b]) => a - b)));
    }),
    { numRuns: 60 },
  );
});

test("after a restored backup a note still knows the templates of both histories", async () => {
  const note = await aWrittenNote(own);
  const other = { ...note.row(), template: "dap", stamps: { ...note.row().stamps, template: stampAt(9_000) } };
  await note.rejoins(other);
  expect(note.row()).toMatchObject({ template: "dap", former: [{ template: own }] });
});

async function aWrittenNote(template: TemplateChoice) {
  const rows: Rows = new Map();
  const does = (act: Act, at: number) => runOver(rows, act, { mid: anId(), device: anId(), at });
  const client = aClient();
  const begun = aNote({ clientId: client.args.id });
  const { id } = begun.args;
  await does(client, 1_000);
  await does({ ...begun, args: { ...begun.args, fields: { ...begun.args.fields, template } } }, 1_000);
  const row = () => rows.get(`note|${id}`) as Note; // put there by the act
  return {
    row,
    becomes: (to: TemplateChoice, at: number, over: Over = overOf(row(), "template")) =>
      does({ name: "note.change", args: { id, changes: { template: { value: to, over } } } }, at),
    rejoins: (other: Note) =>
      rejoinHistory.run(
        memoryStore(rows),
        { v: 1, args: { rows: [{ noun: "note", id, row: other }], known: [], fresh: [] } },
        { mid: anId(), device: anId(), at: 9_999 },
      ),
  };
}

function stampAt(at: number) {
  return { at, device: anId(), mid: anId() };
}
