import { blankClient } from "@cliently/api/domain/client/blank";
import { reachOf } from "@cliently/api/domain/client/reach";
import { expect, test } from "vitest";

import {
  clientSince,
  closedOf,
  columnsOf,
  EVERYBODY,
  isOverdue,
  isWanted,
  sourcesInUse,
  type Lead,
} from "./columns.ts";
import { localDay } from "../../platform/days.ts";
import { askedWords, dayAfter, dayWords, dueWords } from "./lead-dates.ts";

const TODAY = "2026-03-10";
const NOW = new Date(`${TODAY}T12:00`).getTime();
const DAY_MS = 24 * 3_600_000;

test("what is due first stands first, and among those without a day whoever has waited longest", () => {
  const leads = [
    aLead({ givenName: "Ash", createdAt: NOW }),
    aLead({ givenName: "Sorrel", createdAt: NOW - 2 * DAY_MS }),
    aLead({ givenName: "Linden", nextActionOn: "2026-03-11", createdAt: NOW }),
    aLead({ givenName: "Rowan", nextActionOn: "2026-03-11", createdAt: NOW - DAY_MS }),
    aLead({ givenName: "Juniper", nextActionOn: "2026-03-08" }),
    aLead({ givenName: "Marigold", status: "waitlist" }),
    aLead({ givenName: "Barnaby", status: "active" }),
    aLead({ givenName: "Hazel", status: "not-a-fit" }),
  ];
  const columns = columnsOf(leads).map(({ stage, leads: held }) => [stage, held.map(({ givenName }) => givenName)]);
  expect(columns).toEqual([
    ["inquiry", ["Juniper", "Rowan", "Linden", "Sorrel", "Ash"]],
    ["contacted", []],
    ["consultation", []],
    ["waitlist", ["Marigold"]],
  ]);
});

test("of many at one stage the first are drawn, and all are counted", () => {
  const leads = ["2026-03-12", "2026-03-11", "2026-03-10"].map((nextActionOn) => aLead({ nextActionOn }));
  expect(columnsOf(leads, 2)[0]).toEqual({ stage: "inquiry", leads: [leads[2], leads[1]], count: 3 });
});

test("a step is overdue from the day after", () => {
  expect(isOverdue(aLead({ nextActionOn: "2026-03-09" }), TODAY)).toBe(true);
  expect(isOverdue(aLead({ nextActionOn: TODAY }), TODAY)).toBe(false);
  expect(isOverdue(aLead({ nextActionOn: null }), TODAY)).toBe(false);
});

test("a row of an older build, which lacks the fields of a lead, is read like one without a next step", () => {
  const { nextActionOn: _on, nextAction: _step, source: _source, ...older } = aLead({ status: "inquiry" });
  expect(isOverdue(older, TODAY)).toBe(false);
  expect(isWanted(older, EVERYBODY, TODAY)).toBe(true);
  expect(columnsOf([older])[0]?.leads).toEqual([older]);
});

test("a day is said as one says it today, also across the change of the clocks and of the year", () => {
  expect(dueWords("2026-03-07", TODAY)).toBe("due 3 days ago");
  expect(dueWords("2026-03-09", TODAY)).toBe("due yesterday");
  expect(dueWords(TODAY, TODAY)).toBe("today");
  expect(dueWords("2026-03-11", TODAY)).toBe("tomorrow");
  expect(dueWords("2026-03-30", "2026-03-29")).toBe("tomorrow");
  expect(dueWords("2026-03-28", "2026-03-29")).toBe("due yesterday");
  expect(dueWords("2027-01-20", TODAY)).toContain("2027");
  expect(dueWords("2026-05-20", TODAY)).not.toContain("2026");
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  expect(localDay(new Date("2026-03-01T23:59").getTime())).toBe("2026-03-01");
  expect(dayWords(NOW, "2027-01-01")).toContain("2026");
});

test("how long somebody has waited is counted in days of the calendar", () => {
  expect(askedWords(new Date("2026-03-09T23:59").getTime(), TODAY)).toBe("Asked yesterday");
  expect(askedWords(NOW, TODAY)).toBe("Asked today");
  expect(askedWords(NOW - 12 * DAY_MS, TODAY)).toBe("Asked 12 days ago");
});

test("leads are found by any words about them, whatever the accents and the case, by their source, and when overdue", () => {
  const lead = aLead({ givenName: "Zoë", familyName: "Müller", source: "Word of mouth", nextActionOn: "2026-03-01" });
  const wants = (wanted: Partial<typeof EVERYBODY>) => isWanted(lead, { ...EVERYBODY, ...wanted }, TODAY);
  expect(wants({ text: "muller zoe" })).toBe(true);
  expect(wants({ text: "MOUTH" })).toBe(true);
  expect(wants({ text: "zoe anders" })).toBe(false);
  expect(wants({ source: "Word of mouth" })).toBe(true);
  expect(wants({ source: "Website" })).toBe(false);
  expect(wants({ isOverdueOnly: true })).toBe(true);
  expect(isWanted(aLead({}), { ...EVERYBODY, isOverdueOnly: true }, TODAY)).toBe(false);
});

test("the most frequent source is offered first", () => {
  const sources = ["Website", "Word of mouth", "Word of mouth", ""].map((source) => aLead({ source }));
  expect(sourcesInUse(sources)).toEqual(["Word of mouth", "Website"]);
});

test("who became a client stands among the closed for 90 days; who was one from the start, or came back from the archive, does not", () => {
  const became = aClientSince(NOW - 89 * DAY_MS);
  const longAgo = aClientSince(NOW - 91 * DAY_MS);
  const fromTheStart = aLead({ status: "active", stamps: { status: stamp(0, "a"), nextActionOn: stamp(0, "a") } });
  const broughtBack = aLead({ status: "active", stamps: { status: stamp(NOW, "b"), nextActionOn: stamp(0, "a") } });
  const refused = aLead({ status: "not-a-fit", stamps: { status: stamp(NOW - 400 * DAY_MS, "c") } });
  const closed = closedOf([became, longAgo, fromTheStart, broughtBack, refused], NOW);
  expect(closed.becameClients).toEqual([{ lead: became, at: NOW - 89 * DAY_MS }]);
  expect(closed.notAFit).toEqual([{ lead: refused, at: NOW - 400 * DAY_MS }]);
  expect(clientSince(longAgo)).not.toBeNull();
});

test("a lead is reached the way they prefer, or else by phone, or by whatever there is", () => {
  const both = { phone: "+1 (555) 0140", email: "sorrel@example.invalid" };
  expect(reachOf(aLead(both))).toEqual({ kind: "phone", words: both.phone, href: "tel:+15550140" });
  expect(reachOf(aLead({ ...both, contactPreference: "email" }))?.href).toBe("mailto:sorrel@example.invalid");
  expect(reachOf(aLead({ email: both.email, contactPreference: "phone" }))?.kind).toBe("email");
  const contacts = { [ID]: { kind: "phone" as const, label: "Work", value: "0555" } };
  expect(reachOf(aLead({ contacts }))?.href).toBe("tel:0555");
  expect(reachOf(aLead({}))).toBeUndefined();
});

const ID = "0195a000-0000-7000-8000-000000000001";

function aLead(known: Partial<Lead>): Lead {
  const fields = { ...blankClient, givenName: "Sorrel", status: "inquiry" as const };
  return { id: ID, createdAt: 0, deletedAt: null, ...fields, stamps: {}, lost: [], ...known };
}

function aClientSince(at: number): Lead {
  return aLead({ status: "active", stamps: { status: stamp(at, "x"), nextActionOn: stamp(at, "x") } });
}

function stamp(at: number, mid: string) {
  return { at, device: ID, mid };
}
