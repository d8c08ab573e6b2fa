import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { catalogue } from "../domain/catalogue.ts";
import { BATCH_MUTATIONS } from "../domain/limits.ts";
import { Pushed } from "../domain/protocol.ts";
import { answered, aPractice, serverRows, type Practice } from "../testing/index.ts";
import { commitAsServer } from "./server-commit.ts";

// Outboxes as devices of each generation wrote them, and what they must become today. Devices come back after months:
// these files are never changed, new ones are added.

const FOLDER = join(import.meta.dirname, "../testing/golden");

const Golden = z.object({
  device: z.uuid(),
  summaryId: z.uuid(),
  /** Written before, and after, the server has made the summary. */
  before: z.array(Pushed),
  after: z.array(Pushed),
  rows: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const outboxes = readdirSync(FOLDER)
  .filter((file) => file.startsWith("outbox-"))
  .map((file) => [file, Golden.parse(read(file))] as const);

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test.each(outboxes)("%s, written by devices of that time, becomes what was meant", async (_file, golden) => {
  const { accountId, caller } = await practice.somebodyElse();
  const send = async (mutations: Pushed[]) => {
    expect(mutations.length).toBeLessThanOrEqual(BATCH_MUTATIONS);
    const { device } = golden;
    const request = { account: accountId, device, label: "Old", cursor: null, mutations, pending: mutations.length };
    const { results } = answered(await caller.sync.exchange(request));
    expect(results.map(({ status }) => status)).toEqual(mutations.map(() => "applied"));
  };
  await send(golden.before);
  const mid = (last: number) => `0197f2b0-0000-7000-8000-${String(last).padStart(12, "0")}`;
  await commitAsServer(practice.services, accountId, {
    name: "summary.begin",
    args: { id: golden.summaryId, provider: "golden", model: "golden" },
    mid: mid(901),
  });
  await commitAsServer(practice.services, accountId, {
    name: "summary.finish",
    args: { id: golden.summaryId, status: "draft", text: "As it came.", failure: null, finishedAt: 1_750_000_900_000 },
    mid: mid(902),
  });
  await send(golden.after);

  const rows = [...(await serverRows(practice.services, accountId))].map(([place, row]) => [place, asThen(row)]);
  expect(Object.fromEntries(rows)).toEqual(golden.rows);
});

/** A row without what is noted since of the same changes: which templates a note had before. */
function asThen({ former: _former, ...row }: Record<string, unknown>): Record<string, unknown> {
  return row;
}

test("arguments change only with a new version, an upcaster and an outbox that shows it", () => {
  const schemas = z.record(z.string(), z.unknown()).parse(read("schemas.json"));
  const shown = new Set(
    outboxes.flatMap(([, { before, after }]) => [...before, ...after].map(({ name, v }) => `${name}@${v}`)),
  );
  for (const [name, { version, args }] of Object.entries(catalogue)) {
    expect(z.toJSONSchema(args), `${name} has other arguments than its version ${version}`).toEqual(
      schemas[`${name}@${version}`],
    );
    for (let v = 1; v <= version; v++) {
      expect(schemas, `${name}@${v}`).toHaveProperty([`${name}@${v}`]);
      expect([...shown], "every version stands in an outbox").toContain(`${name}@${v}`);
    }
  }
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
}
