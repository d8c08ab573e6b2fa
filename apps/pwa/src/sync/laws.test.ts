import { randomUUID } from "node:crypto";

import type { Act } from "@cliently/api/domain/catalogue";
import { SyncEvent } from "@cliently/api/domain/protocol";
import {
  aClient,
  aConsent,
  anEdit,
  anId,
  aNote,
  aPractice,
  contentsOf,
  serverRows,
  type Member,
  type Practice,
  type Rows,
} from "@cliently/api/testing";
import fc from "fast-check";
import type { Doc, XmlText } from "yjs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { aDevice, type TestDevice, type TestTab } from "../testing/a-device.ts";
import { canonicalRows, expectedRows, shownRows } from "../testing/inside.ts";
import type { Weather } from "../testing/line.ts";
import { aProfile } from "../testing/world.ts";
import { apply, Deposed } from "./apply.ts";
import { cacheState } from "./device.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";

const RUNS = Number(process.env["LAW_RUNS"] ?? 25);
const SEED = process.env["LAW_SEED"] ? { seed: Number(process.env["LAW_SEED"]) } : {};

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

// ── a history ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Step =
  | { does: "act"; device: number; tab: number; kind: number; pick: number; leaving: boolean }
  | { does: "exchange"; device: number; tab: number; weather: Weather }
  | { does: "news"; device: number; pick: number }
  | { does: "lead"; device: number; tab: number }
  | { does: "reload"; device: number; tab: number };

const DEVICES = 2;
const TABS = 2;

function histories(): fc.Arbitrary<Step[]> {
  const device = fc.nat(DEVICES - 1);
  const tab = fc.nat(TABS - 1);
  const weather = fc.constantFrom<Weather>("fine", "fine", "fine", "request-lost", "reply-lost", "doubled");
  return fc.array(
    fc.oneof(
      {
        weight: 10,
        arbitrary: fc.record({
          does: fc.constant("act" as const),
          device,
          tab,
          kind: fc.nat(9),
          pick: fc.nat(99),
          leaving: fc.boolean(),
        }),
      },
      { weight: 6, arbitrary: fc.record({ does: fc.constant("exchange" as const), device, tab, weather }) },
      { weight: 4, arbitrary: fc.record({ does: fc.constant("news" as const), device, pick: fc.nat(99) }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant("lead" as const), device, tab }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant("reload" as const), device, tab }) },
    ),
    { minLength: 10, maxLength: 40 },
  );
}

type OnDevice = {
  device: TestDevice;
  tabs: TestTab[];
  fences: string[];
  leader: number;
  version: number;
  history: string;
};
type World = { member: Member; devices: OnDevice[]; clients: string[]; notes: string[]; words: string[] };

async function aWorld(member: Member, profiles = Array.from({ length: DEVICES }, () => aProfile())): Promise<World> {
  const devices = await Promise.all(
    profiles.map(async (profile): Promise<OnDevice> => {
      const device = aDevice(practice, member, { profile });
      const tabs = await Promise.all(Array.from({ length: TABS }, () => device.openTab()));
      const fences = tabs.map(() => "");
      fences[0] = await device.lead(at(tabs, 0));
      return { device, tabs, fences, leader: 0, version: 0, history: "" };
    }),
  );
  return { member, devices, clients: [], notes: [], words: [] };
}

function close({ devices }: World): void {
  for (const { tabs } of devices) for (const { device } of tabs) device.close();
}

/** Does one step and checks what must hold after every one of them. */
async function step(world: World, what: Step): Promise<void> {
  const on = at(world.devices, what.device);
  const tab = at(on.tabs, "tab" in what ? what.tab : on.leader);
  switch (what.does) {
    case "act":
      await mutate(tab.device, [actFor(world, what.kind, what.pick)], { rehearse: false, leaving: what.leaving });
      break;
    case "exchange": {
      tab.line.weather = what.weather;
      const before = await canonicalRows(tab.device);
      const outcome = await exchange(tab.device, at(on.fences, what.tab)).catch((error: unknown) => error);
      tab.line.weather = "fine";
      if (what.tab !== on.leader && at(on.fences, what.tab) !== at(on.fences, on.leader)) {
        // L18 in small: whoever lost the lead changes nothing of what the server's rows are here.
        expect(await canonicalRows(tab.device)).toEqual(before);
      } else if (outcome instanceof Deposed) throw outcome;
      break;
    }
    case "news": {
      const told = tab.line.told[what.pick % Math.max(1, tab.line.told.length)];
      const event = SyncEvent.safeParse(told).data;
      if (event?.kind !== "changed" || !event.changes) break;
      const { cursor } = await cacheState(tab.device.cache);
      if (cursor?.version !== event.from) break;
      await apply(tab.device, at(on.fences, on.leader), {
        from: cursor,
        cursor: event.cursor,
        changes: event.changes,
        reset: false,
        acked: null,
      });
      break;
    }
    case "lead":
      on.leader = what.tab;
      on.fences[what.tab] = await on.device.lead(tab);
      break;
    case "reload":
      tab.device.close();
      on.tabs[what.tab] = await on.device.openTab();
      break;
  }
  await holds(on);
}

/** L6, L8 and L9, seen from each tab of a device. */
async function holds(on: OnDevice): Promise<void> {
  // What was just written may still be on its way into the view, by any of the tabs.
  for (const { device } of on.tabs) await device.inTurn(async () => {});
  for (const { device } of on.tabs) {
    expect(
      sorted(await shownRows(device)),
      "L8, L9: every tab shows what the server has with what waits on top",
    ).toEqual(sorted(await expectedRows(device)));
  }
  const { cursor } = await cacheState(at(on.tabs, 0).device.cache);
  const version = cursor?.version ?? 0;
  expect(version, "L6: the cursor never goes back").toBeGreaterThanOrEqual(on.version);
  on.version = version;
}

/** Lets every device send and hear all there is. */
async function settle(world: World): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const on of world.devices) {
      const tab = at(on.tabs, on.leader);
      for (let outcome = "more"; outcome === "more";) outcome = await exchange(tab.device, at(on.fences, on.leader));
    }
  }
}

function actFor(world: World, kind: number, pick: number): Act {
  const clientId = world.clients[pick % Math.max(1, world.clients.length)];
  const noteId = world.notes[pick % Math.max(1, world.notes.length)];
  const words = `w${world.words.length}-${pick}`;
  if (!clientId || kind === 0) {
    const client = aClient({ givenName: words });
    world.clients.push(client.args.id);
    return client;
  }
  if (kind <= 2)
    return { name: "client.change", args: { id: clientId, changes: { pronouns: { value: words, over: null } } } };
  if (kind === 3) return aConsent(clientId, "ai");
  if (!noteId || kind === 4) {
    const note = aNote({ clientId, body: words });
    world.notes.push(note.args.id);
    world.words.push(words);
    return note;
  }
  if (kind === 5) return anEdit(anId(), "to a note that nobody has");
  world.words.push(words);
  return anEdit(noteId, words);
}

/** Plays random histories, each in an account of its own, and lets `check` look at the end. */
function overHistories(check: (world: World) => Promise<void>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(histories(), async (steps) => {
      const world = await aWorld(await practice.somebodyElse());
      try {
        for (const what of steps) await step(world, what);
        await settle(world);
        for (const on of world.devices) await holds(on);
        await check(world);
      } finally {
        close(world);
      }
    }),
    { numRuns: RUNS, ...SEED },
  );
}

// ── the laws ────────────────────────────────────────────────────────────────────────────────────────────────────────

test(
  "L1 no acknowledged write is lost · L2 each takes effect exactly once · L3 in its device's order",
  { timeout: 240_000 },
  () =>
    overHistories(async (world) => {
      const log = await logOf(world.member);
      for (const on of world.devices) {
        const { box } = at(on.tabs, 0).device;
        const { id, nextSeq } = (await box.meta.get("device")) ?? { id: "", nextSeq: 1 };
        const own = log.filter(({ deviceId }) => deviceId === id);
        expect(
          own.map(({ seq }) => seq),
          "L1, L3: every seq that was given is in the log, in order",
        ).toEqual(Array.from({ length: nextSeq - 1 }, (_, index) => index + 1));
        expect(
          own.map(({ version }) => version),
          "L3: later ones are not older",
        ).toEqual(own.map(({ version }) => version).toSorted((a, b) => a - b));
        const refused = own.filter(({ status }) => status === "refused").length;
        expect(await box.quarantine.count(), "L1: what was refused is kept with its words").toBe(refused);
        expect(await box.outbox.count()).toBe(0);
      }
      expect(new Set(log.map(({ mid }) => mid)).size, "L2: no mutation stands twice").toBe(log.length);
    }),
);

test(
  "L5 after a finished pull the device's rows are the server's · L7 quiet: all devices equal the server",
  { timeout: 240_000 },
  () =>
    overHistories(async (world) => {
      const server = await serverRows(practice.services, world.member.accountId);
      for (const on of world.devices) {
        const { device } = at(on.tabs, 0);
        expect(sorted(await canonicalRows(device)), "L5").toEqual(sorted(server));
        expect(contentsOf(await shownRows(device)), "L7").toEqual(contentsOf(server));
        expect(await device.cache.view.count()).toBe(0);
      }
    }),
);

test("L12 two accounts on one device never mix", { timeout: 240_000 }, () =>
  fc.assert(
    fc.asyncProperty(histories(), histories(), async (first, second) => {
      const profiles = Array.from({ length: DEVICES }, () => aProfile());
      const worlds = [
        await aWorld(await practice.somebodyElse(), profiles),
        await aWorld(await practice.somebodyElse(), profiles),
      ];
      try {
        for (let index = 0; index < Math.max(first.length, second.length); index++) {
          const [a, b] = [first[index], second[index]];
          if (a) await step(at(worlds, 0), a);
          if (b) await step(at(worlds, 1), b);
        }
        for (const world of worlds) await settle(world);
        const [mine, theirs] = await Promise.all(
          worlds.map(async (world) => [...(await canonicalRows(at(at(world.devices, 0).tabs, 0).device)).keys()]),
        );
        expect(mine?.filter((place) => theirs?.includes(place))).toEqual([]);
        for (const world of worlds) {
          const rows = await canonicalRows(at(at(world.devices, 0).tabs, 0).device);
          expect(sorted(rows)).toEqual(sorted(await serverRows(practice.services, world.member.accountId)));
        }
      } finally {
        worlds.forEach(close);
      }
    }),
    { numRuns: Math.ceil(RUNS / 4), ...SEED },
  ),
);

test("L12 under another account's session nothing travels", async () => {
  const [mine, other] = [await practice.somebodyElse(), await practice.somebodyElse()];
  const device = aDevice(practice, mine);
  const tab = await device.openTab();
  const fence = await device.lead(tab);
  await mutate(tab.device, [aClient()]);
  const exchangeAsOther = tab.line.exchange;
  tab.line.exchange = async (request) => other.caller.sync.exchange(request);
  await expect(exchange(tab.device, fence)).rejects.toThrow();
  expect(await tab.device.box.outbox.count()).toBe(1);
  expect((await serverRows(practice.services, other.accountId)).size).toBe(0);
  tab.line.exchange = exchangeAsOther;
  tab.device.close();
});

test("L13 every row on a device carries a version that a logged mutation made", { timeout: 240_000 }, () =>
  overHistories(async (world) => {
    const versions = new Set((await logOf(world.member)).map(({ version }) => version));
    const { cache } = at(at(world.devices, 0).tabs, 0).device;
    for (const noun of ["client", "consent", "note", "note-update"] as const) {
      for (const { ver } of await cache.rows(noun).toArray()) expect(versions.has(ver)).toBe(true);
    }
  }),
);

test("L15 every word typed on two devices and two tabs is in the note on both", { timeout: 240_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          where: fc.nat(DEVICES * TABS - 1),
          pause: fc.nat(2),
          weather: fc.constantFrom<Weather>("fine", "reply-lost", "request-lost", "doubled"),
        }),
        { minLength: 4, maxLength: 14 },
      ),
      async (typing) => {
        const world = await aWorld(await practice.somebodyElse());
        try {
          const client = aClient();
          const note = aNote({ clientId: client.args.id, body: "start" });
          await mutate(at(at(world.devices, 0).tabs, 0).device, [client, note]);
          await settle(world);
          const editors = await Promise.all(
            world.devices.flatMap(({ tabs }) =>
              tabs.map(({ device }) => openNoteText(device, note.args.id, { isOffline: () => false })),
            ),
          );
          const words: string[] = [];
          for (const { where, pause, weather } of typing) {
            const word = ` word${words.length}`;
            words.push(word);
            typeInto(at(editors, where), word);
            if (pause > 0) await at(editors, where).flush();
            if (pause > 1) {
              const on = at(world.devices, Math.floor(where / TABS));
              const tab = at(on.tabs, on.leader);
              tab.line.weather = weather;
              await exchange(tab.device, at(on.fences, on.leader)).catch(() => {});
              tab.line.weather = "fine";
            }
          }
          for (const editor of editors) await editor.close();
          await settle(world);
          const server = contentsOf(await serverRows(practice.services, world.member.accountId));
          const text = JSON.stringify(server);
          for (const word of words) expect(text).toContain(word);
          for (const { tabs } of world.devices) expect(contentsOf(await shownRows(at(tabs, 0).device))).toEqual(server);
        } finally {
          close(world);
        }
      },
    ),
    { numRuns: Math.ceil(RUNS / 2), ...SEED },
  ),
);

// ── helpers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function typeInto({ doc }: { doc: Doc }, word: string): void {
  const paragraph = doc.getXmlFragment("section:body").get(0);
  const [text] = paragraph && "toArray" in paragraph ? paragraph.toArray() : [];
  if (!text || !("insert" in text)) throw new Error("the note has no first paragraph");
  (text as XmlText).insert((text as XmlText).length, word);
}

async function logOf({ accountId }: Member) {
  const { db } = practice.services;
  const { readAs } = await import("@cliently/db");
  return readAs(db, accountId, (tx) =>
    tx.mutationLog.findMany({ where: { accountId }, orderBy: [{ deviceId: "asc" }, { seq: "asc" }] }),
  );
}

function sorted(rows: Rows): [string, Record<string, unknown>][] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index} (${randomUUID()})`);
  return found;
}
