import { describe, expect, test } from "vitest";

import { aClient, anEdit, anId, aNote, runOver, type Rows } from "../../testing/index.ts";
import { seenOf } from "../bin.ts";
import type { Act } from "../catalogue.ts";
import { overOf } from "../field.ts";
import type { Outcome } from "../mutation.ts";
import type { Row } from "../store.ts";
import { isUndecided, undecided } from "../undecided.ts";
import { partOf } from "./sign-mutations.ts";
import { UNSIGN_MS } from "./signature.ts";

const HASH = "a".repeat(64);
const VECTOR = "AQECAwQ=";
const APPLIED = { status: "applied" };
const refused = (reason: string) => ({ status: "refused", reason });

describe("a signature", () => {
  test("seals what the signer had before them, and nothing changes the note after it", async () => {
    const book = await aBook();
    const sign = book.signing();
    expect(await book.laptop(sign)).toEqual(APPLIED);
    expect(book.note()).toMatchObject({ status: "signed", signature: sign.args.signature, after: null });
    const header = headerOf(book.note());
    expect(await book.phone(book.changing())).toEqual(APPLIED);
    expect(headerOf(book.note())).toEqual(header);
    expect(await book.phone(book.signing())).toEqual(refused("note-signed"));
  });

  test("is refused when words or the header came before it that the signer had not seen", async () => {
    for (const unseen of ["edit", "change"] as const) {
      const book = await aBook();
      const sign = book.signing();
      await book.phone(unseen === "edit" ? anEdit(book.id, "unseen") : book.changing());
      expect(await book.laptop(sign), unseen).toEqual(refused("note-changed"));
      expect(book.note().status).toBe("draft");
      expect(await book.laptop(book.signing()), "once they have read it").toEqual(APPLIED);
    }
  });

  test("is refused also when the signer wrote themselves after what they had not seen", async () => {
    for (const unseen of ["edit", "change"] as const) {
      const book = await aBook();
      const before = seenOf([book.note()]);
      await book.phone(unseen === "edit" ? anEdit(book.id, "unseen") : book.changing());
      await book.laptop(anEdit(book.id, "their own"));
      const sign = book.signing();
      const seen = [...before, book.note().changed?.mid ?? ""];
      expect(await book.laptop({ ...sign, args: { ...sign.args, seen } }), unseen).toEqual(refused("note-changed"));
      expect(await book.laptop(sign), "once they have read it").toEqual(APPLIED);
    }
  });

  test("stands when words come that did not know of it: they wait for a decision, and nothing is lost", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    await book.phone(anEdit(book.id, "late"), 5_000);
    expect(book.note()).toMatchObject({ status: "signed", after: { at: 5_000, device: "phone" } });
    expect(isUndecided(book.note())).toBe(true);
    expect(book.words()).toBe(1);
  });

  test("of a note that an earlier build wrote is possible too", async () => {
    const book = await aBook();
    book.rows.set(`note|${book.id}`, { ...book.note(), changed: undefined });
    expect(await book.laptop(book.signing())).toEqual(APPLIED);
  });

  test("of each order in which two devices sign, take back, write and change leaves every word, and says so", async () => {
    for (const order of interleavings(["sign", "unsign", "sign"], ["edit", "change", "edit"])) {
      const book = await aBook();
      let lateWords = false;
      for (const [index, step] of order.entries()) {
        const at = 1_000 + index;
        const before = book.note();
        switch (step) {
          case "sign":
            if ((await book.laptop(book.signing(), at)).status === "applied") lateWords = false;
            break;
          case "unsign":
            if ((await book.laptop(book.takingBack(), at)).status === "applied") lateWords = false;
            break;
          case "edit":
            await book.phone(anEdit(book.id, "word"), at);
            if (before.status === "signed") lateWords = true;
            break;
          case "change":
            await book.phone(book.changing(), at);
            if (before.status === "signed") {
              expect(headerOf(book.note())).toEqual(headerOf(before));
              expect(undecided(book.note())).toMatchObject([{ field: "present", value: "A sister", at }]);
            }
            break;
        }
      }
      expect(book.words(), order.join(" ")).toBe(2);
      expect(Boolean(book.note().after), order.join(" ")).toBe(lateWords);
      expect(book.note().status === "signed", order.join(" ")).toBe(Boolean(book.note().signature));
    }
  });
});

describe("what somebody wrote into the header who did not know of the signature", () => {
  test("waits for a decision and changes nothing that is signed, until it is settled, once", async () => {
    const book = await aBook();
    const late = book.changing("A sister");
    await book.laptop(book.changing("Nobody"));
    await book.laptop(book.signing());
    expect(await book.phone(late, 5_000)).toEqual(APPLIED);
    expect(book.note()).toMatchObject({ status: "signed", present: "Nobody" });
    expect(undecided(book.note())).toMatchObject([{ field: "present", value: "A sister", at: 5_000, device: "phone" }]);
    expect(isUndecided(book.note())).toBe(true);

    await book.laptop(book.settling());
    expect(isUndecided(book.note())).toBe(false);
    expect(book.note()).toMatchObject({ status: "signed", present: "Nobody", lost: [] });
  });

  test("is one question, whatever its writer went on to write over their own words", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    const first = { mid: anId(), device: "phone", at: 5_000 };
    const over = { at: first.at, mid: first.mid };
    await runOver(book.rows, book.changing("A sister"), first);
    await book.phone(book.changing("A sister and a brother", over));
    expect(undecided(book.note())).toMatchObject([{ value: "A sister and a brother" }]);
    await book.phone(book.changing("A sister", null));
    expect(undecided(book.note()), "of two that did not know each other both").toHaveLength(2);
  });

  test("that it was emptied where nothing stood asks nothing", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    await book.phone(book.changing(""));
    expect(isUndecided(book.note())).toBe(false);
  });

  test("is, once the signature is taken back, what it would have been had it come before", async () => {
    for (const [laptopAt, phoneAt] of [
      [2_000, 5_000],
      [5_000, 2_000],
    ] as const) {
      const acts = async (book: Awaited<ReturnType<typeof aBook>>, isLate: boolean) => {
        const change = book.changing("A sister");
        await book.laptop(book.changing("Nobody"), laptopAt);
        if (!isLate) await book.phone(change, phoneAt);
        await book.laptop(book.signing(), 6_000);
        if (isLate) await book.phone(change, phoneAt);
        await book.laptop(book.takingBack(), 7_000);
        const { status, present, stamps, lost } = book.note();
        const told = lost.map(({ field, value, at, device }) => ({ field, value, at, device }));
        return { status, present, last: stamps["present"]?.at, told };
      };
      const inTime = await acts(await aBook(), false);
      expect(await acts(await aBook(), true)).toEqual(inTime);
      expect(inTime).toMatchObject({ status: "draft", last: 5_000, told: [{ at: 2_000 }] });
    }
  });

  test("leaves a note as it is whose signature was taken back after it was settled", async () => {
    const book = await aBook();
    await book.laptop(book.changing("Nobody"));
    await book.laptop(book.signing());
    await book.phone(book.changing("A sister"));
    await book.laptop(book.settling());
    await book.laptop(book.takingBack());
    expect(book.note()).toMatchObject({ status: "draft", present: "Nobody", lost: [] });
  });

  test("brings the note out of the bin when nobody knew of it", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    await book.laptop({ name: "note.delete", args: { id: book.id, seen: seenOf([book.note()]) } });
    await book.phone(book.changing("A sister"));
    expect(book.note()).toMatchObject({ deletedAt: null, revived: { device: "laptop" } });
    expect(undecided(book.note())).toHaveLength(1);
  });
});

describe("taking a signature back", () => {
  test("is possible for ten minutes by the times at which both were done, to the millisecond", async () => {
    for (const [passed, outcome] of [
      [0, APPLIED],
      [UNSIGN_MS, APPLIED],
      [UNSIGN_MS + 1, refused("signature-final")],
      [-60_000, APPLIED], // the clock was put back between them
    ] as const) {
      const book = await aBook();
      await book.laptop(book.signing(), 100_000);
      expect(await book.phone(book.takingBack(), 100_000 + passed), String(passed)).toEqual(outcome);
    }
  });

  test("counts from when it was signed, whatever time the signature claims", async () => {
    const book = await aBook();
    const sign = book.signing();
    await book.laptop({ ...sign, args: { ...sign.args, signedAt: 9_000_000 } }, 100_000);
    expect(await book.laptop(book.takingBack(), 100_000 + UNSIGN_MS + 1)).toEqual(refused("signature-final"));
  });

  test("opens the note again with all words, those that came meanwhile included", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    await book.phone(anEdit(book.id, "late"));
    await book.laptop(book.takingBack());
    expect(book.note()).toMatchObject({ status: "draft", signature: null, after: null });
    expect(isUndecided(book.note())).toBe(false);
    expect(book.words()).toBe(1);
    expect(await book.phone(book.changing())).toEqual(APPLIED);
  });

  test("is not possible twice, nor of a signature that does not stand any more", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    const old = book.takingBack();
    await book.laptop(old);
    expect(await book.phone(old)).toEqual(refused("note-unsigned"));
    await book.laptop(book.signing());
    expect(await book.phone(old)).toEqual(refused("note-unsigned"));
    expect(book.note().status).toBe("signed");
  });
});

describe("an addendum", () => {
  test("is begun, written on and signed under a signed note, and only there", async () => {
    const book = await aBook();
    const begin = book.beginning("And rest.");
    expect(await book.laptop(begin)).toEqual(refused("note-unsigned"));
    await book.laptop(book.signing());
    await book.laptop(begin, 2_000);
    await book.laptop(book.writingOn(begin.args.id, "And rest, often."), 3_000);
    expect(await book.laptop(book.signingAddendum(begin.args.id))).toEqual(APPLIED);
    expect(book.addendum(begin.args.id)).toMatchObject({ status: "signed", text: "And rest, often.", lost: [] });
    expect(await book.phone(book.writingOn(begin.args.id, "No."))).toEqual(refused("addendum-signed"));
  });

  test("once signed keeps the signature above it; which of both came first decides", async () => {
    const first = await aBook();
    await first.laptop(first.signing());
    const { id } = first.beginning("More.").args;
    await first.phone({ ...first.beginning("More."), args: { ...first.beginning("More.").args, id } });
    const [back, sign] = [first.takingBack(), first.signingAddendum(id)];
    await first.phone(sign);
    expect(await first.laptop(back)).toEqual(refused("signature-final"));

    const second = await aBook();
    await second.laptop(second.signing());
    const begin = second.beginning("More.");
    await second.phone(begin);
    const late = second.signingAddendum(begin.args.id);
    await second.laptop(second.takingBack());
    expect(await second.phone(late)).toEqual(refused("note-unsigned"));
    expect(second.addendum(begin.args.id)).toMatchObject({ status: "draft", text: "More." });
  });

  test("is not signed under another signature than its signer saw, because its hash names that one's", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    const begin = book.beginning("More.");
    await book.phone(begin);
    const sign = book.signingAddendum(begin.args.id);
    await book.laptop(book.takingBack());
    await book.laptop(book.signing());
    expect(await book.phone(sign)).toEqual(refused("note-changed"));
    expect(await book.phone(book.signingAddendum(begin.args.id))).toEqual(APPLIED);
  });

  test("is not signed when its words were changed elsewhere, or while two versions of them wait", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    const begin = book.beginning("More.");
    await book.laptop(begin, 2_000);
    const [sign, fromPhone] = [book.signingAddendum(begin.args.id), book.writingOn(begin.args.id, "By the phone.")];
    await book.laptop(book.writingOn(begin.args.id, "By the laptop."), 3_000);
    expect(await book.laptop(sign)).toEqual(refused("note-changed"));
    await book.phone(fromPhone, 4_000);
    expect(book.addendum(begin.args.id).lost).toMatchObject([{ value: "By the laptop." }]);
    expect(await book.laptop(book.signingAddendum(begin.args.id))).toEqual(refused("note-changed"));
  });

  test("that was thrown away comes back with whoever wrote on without knowing", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    const begin = book.beginning("More.");
    await book.laptop(begin);
    const on = book.writingOn(begin.args.id, "More and more.");
    await book.laptop(book.discarding(begin.args.id));
    await book.phone(on, 5_000);
    expect(book.addendum(begin.args.id)).toMatchObject({ status: "draft", text: "More and more.", lost: [] });
  });

  test("is not thrown away by somebody who has not read its last words", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    const begin = book.beginning("More.");
    await book.laptop(begin);
    const discard = book.discarding(begin.args.id);
    await book.phone(book.writingOn(begin.args.id, "More and more."));
    expect(await book.laptop(discard)).toEqual(refused("note-changed"));
    expect(book.addendum(begin.args.id)).toMatchObject({ status: "draft", text: "More and more." });
    expect(await book.laptop(book.discarding(begin.args.id)), "once they have").toEqual(APPLIED);
  });

  test("that is written on brings its note out of the bin when nobody knew of it", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    const begin = book.beginning("More.");
    await book.laptop(begin);
    await book.laptop({ name: "note.delete", args: { id: book.id, seen: seenOf([book.note()]) } });
    expect(book.note().deletedAt).not.toBeNull();
    await book.phone(book.writingOn(begin.args.id, "More and more."));
    expect(book.note()).toMatchObject({ deletedAt: null, revived: { device: "laptop" } });
  });

  test("takes in just those late words that its writer had seen", async () => {
    const book = await aBook();
    await book.laptop(book.signing());
    await book.phone(anEdit(book.id, "late"));
    const settles = { mid: book.note().after?.mid ?? "", vector: VECTOR };
    await book.phone(anEdit(book.id, "later"));
    await book.laptop(book.beginning("late", settles));
    expect(book.note().after, "there is more").not.toBeNull();
    await book.laptop(book.beginning("later", { mid: book.note().after?.mid ?? "", vector: VECTOR }));
    expect(book.note()).toMatchObject({ after: null, decidedUpTo: VECTOR });
  });
});

test("a decision or a signature that does not say how far its words were seen is refused, and changes nothing", async () => {
  const book = await aBook();
  const broken = { vector: "gICAgA==" };
  const sign = book.signing();
  expect(await book.laptop({ ...sign, args: { ...sign.args, ...broken } })).toEqual(refused("text-unreadable"));
  await book.laptop(book.signing());
  await book.phone(anEdit(book.id, "late"));
  const mid = book.note().after?.mid ?? "";
  const leave: Act = { name: "note.leave-after", args: { id: book.id, mid, ...broken } };
  expect(await book.laptop(leave)).toEqual(refused("text-unreadable"));
  expect(await book.laptop(book.beginning("late", { mid, ...broken }))).toEqual(refused("text-unreadable"));
  expect(book.note()).toMatchObject({ after: { mid } });
});

test("late words are left out only by somebody who has seen the last of them, and ask again when more come", async () => {
  const book = await aBook();
  await book.laptop(book.signing());
  await book.phone(anEdit(book.id, "late"));
  const leave: Act = {
    name: "note.leave-after",
    args: { id: book.id, mid: book.note().after?.mid ?? "", vector: VECTOR },
  };
  await book.phone(anEdit(book.id, "later"));
  await book.laptop(leave);
  expect(isUndecided(book.note())).toBe(true);
  const mid = book.note().after?.mid ?? "";
  await book.laptop({ name: "note.leave-after", args: { id: book.id, mid, vector: VECTOR } });
  expect(isUndecided(book.note())).toBe(false);
  await book.phone(anEdit(book.id, "latest"));
  expect(isUndecided(book.note())).toBe(true);
  expect(book.words()).toBe(3);
});

/** The values of a header, and who set them. */
function headerOf({ present, template, startedAt, stamps }: Row<"note">) {
  return { present, template, startedAt, stamps };
}

type Settles = Extract<Act, { name: "addendum.begin" }>["args"]["settles"];

/** A practice with one note, and what two devices do to it, made of what they see of it now. */
async function aBook() {
  const rows: Rows = new Map();
  const does = (device: string) => (act: Act, at?: number) => {
    now = at ?? now + 1;
    return runOver(rows, act, { mid: anId(), device, at: now });
  };
  let now = 1_000;
  const client = aClient();
  const created = aNote({ clientId: client.args.id });
  const { id } = created.args;
  const row = <R>(place: string) => rows.get(place) as R; // put there by its noun
  const note = () => row<Row<"note">>(`note|${id}`);
  const addendum = (own: string) => row<Row<"addendum">>(`addendum|${own}`);
  const laptop: (act: Act, at?: number) => Promise<Outcome> = does("laptop");
  await laptop(client);
  await laptop(created);

  return {
    id,
    rows,
    note,
    addendum,
    laptop,
    phone: does("phone"),
    /** How many updates of its text came beside the first. */
    words: () => [...rows.keys()].filter((place) => place.startsWith("note-update|")).length,
    signing() {
      const seen = seenOf([note()]);
      const args = {
        id,
        signature: anId(),
        signedAt: now,
        sealed: "{}",
        hash: HASH,
        vector: VECTOR,
        seen,
        part: partOf(note()),
      };
      return { name: "note.sign", args } satisfies Act;
    },
    takingBack: (): Act => ({ name: "note.unsign", args: { id, signature: note().signature ?? anId() } }),
    changing(value = "A sister", over = overOf(note(), "present")): Act {
      return { name: "note.change", args: { id, changes: { present: { value, over } } } };
    },
    settling: (): Act => ({ name: "note.settle", args: { id, field: "present", mid: note().lost[0]?.mid ?? "" } }),
    beginning: (text: string, settles: Settles = null) =>
      ({ name: "addendum.begin", args: { id: anId(), noteId: id, text, settles } }) satisfies Act,
    writingOn(own: string, value: string): Act {
      return { name: "addendum.change", args: { id: own, text: { value, over: overOf(addendum(own), "text") } } };
    },
    discarding: (own: string): Act => ({
      name: "addendum.discard",
      args: { id: own, seen: addendum(own).stamps["text"]?.mid ?? "" },
    }),
    signingAddendum(own: string): Act {
      const seen = addendum(own).stamps["text"]?.mid ?? "";
      const args = { id: own, signature: note().signature ?? "", signedAt: now, hash: HASH, seen };
      return { name: "addendum.sign", args };
    },
  };
}

/** Every order in which two devices' acts can arrive; each device's own stay in order. */
function interleavings<T>(a: readonly T[], b: readonly T[]): T[][] {
  const [x, y] = [a[0], b[0]];
  if (x === undefined) return [[...b]];
  if (y === undefined) return [[...a]];
  return [
    ...interleavings(a.slice(1), b).map((rest) => [x, ...rest]),
    ...interleavings(a, b.slice(1)).map((rest) => [y, ...rest]),
  ];
}
