import { seenOf } from "@cliently/api/domain/bin";
import type { Act } from "@cliently/api/domain/catalogue";
import { sealedNote } from "@cliently/api/domain/note/sealed-note";
import { SEALED_LENGTH } from "@cliently/api/domain/note/signature";
import { sealedIn, verified } from "@cliently/api/domain/note/verify";
import { wordsAfter } from "@cliently/api/domain/note/words-after";
import { fragmentName } from "@cliently/api/domain/note/first-text";
import { overOf } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { aClient, aNote, anId, aPractice, type Practice } from "@cliently/api/testing";
import { type Doc, XmlElement, XmlText } from "yjs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { hashOf } from "../../platform/hash-of.ts";
import { WHY } from "../../refused-words.ts";
import type { Device } from "../../sync/device.ts";
import { exchange } from "../../sync/exchange.ts";
import { mutate } from "../../sync/mutate.ts";
import { openNoteText, type NoteReceipt, type NoteText } from "../../sync/note-text.ts";
import { readNote } from "../../sync/read-note.ts";
import { readRow, readRows } from "../../sync/read-row.ts";
import { findUndecided } from "../../sync/undecided.ts";
import { aDevice, type TestTab } from "../../testing/a-device.ts";
import { aTime } from "../../testing/time.ts";
import { keeping } from "../../writing/keeping.ts";
import type { Place } from "../../writing/place.ts";
import { onDevice } from "../../writing/on-device.ts";
import { addendumActs } from "./addendum-acts.ts";
import { bringBack } from "./discarding.ts";
import { notAdded } from "./late-text.ts";
import { findSinceSigned, openSinceSigned, type Late, type LateWords } from "./late-words.ts";
import { lastSigner, readyToSign, signingOf, type ToSign } from "./ready-to-sign.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

describe("on one device", () => {
  test("what waits there is signed to the last word, without a network, and can be verified", async () => {
    const { laptop, noteId } = await aNoteOnBoth();
    laptop.tab.line.weather = "request-lost";
    const text = await opened(laptop.tab, noteId);
    await writes(text, "Slept better.");
    await signs(laptop.tab.device, noteId, text.doc);

    const note = await readRow(laptop.tab.device, "note", noteId);
    const signature = await readRow(laptop.tab.device, "signature", note?.signature ?? "");
    expect(note?.status).toBe("signed");
    const said = sealedIn(signature?.sealed ?? "");
    expect(said).toMatchObject({ note: noteId, signedBy: "Ada Willow", client: { name: "Marigold" } });
    expect(JSON.stringify(said?.sections)).toContain("Slept better.");
    expect(signature && (await verified({ ...signature, addenda: [] }, hashOf))).toMatchObject([{ isRight: true }]);
    expect(await lastSigner(laptop.tab.device)).toBe("Ada Willow");
    await mutate(laptop.tab.device, [{ name: "note.unsign", args: { id: noteId, signature: note?.signature ?? "" } }]);
    expect(await readRow(laptop.tab.device, "signature", note?.signature ?? "")).toMatchObject({ sealed: "" });
    expect(await lastSigner(laptop.tab.device), "the name outlasts the words").toBe("Ada Willow");
    await text.close();
    laptop.tab.device.close();
  });

  test("an address under the last signature is not offered as a name for the next", async () => {
    const { laptop, noteId } = await aNoteOnBoth();
    const { device } = laptop.tab;
    const text = await opened(laptop.tab, noteId);
    await writes(text, "Slept better.");
    await signs(device, noteId, text.doc, "ada.willow@example.invalid");
    expect(await lastSigner(device)).toBeUndefined();
    await text.close();
    device.close();
  });

  test("the receipt of a signed note says that its signature waits, and its addenda", async () => {
    const { laptop, noteId } = await aNoteOnBoth();
    const { device } = laptop.tab;
    const text = await opened(laptop.tab, noteId);
    await writes(text, "Slept better.");
    await settles(laptop);
    const says = (receipt: Partial<NoteReceipt>) =>
      vi.waitFor(async () => {
        const again = await opened(laptop.tab, noteId);
        await again.close();
        expect(again.receipt()).toMatchObject(receipt);
      });
    await says({ state: "server" });

    await signs(device, noteId, text.doc);
    await says({ state: "device" });
    await settles(laptop);
    await says({ state: "server" });
    const id = anId();
    const begin = { name: "addendum.begin" as const, args: { id, noteId, text: "And", settles: null } };
    const begun = await mutate(device, [begin]);
    await says({ state: "device", deviceAt: begun.at });
    await settles(laptop);
    const addendum = (await readRow(device, "addendum", id)) ?? expect.unreachable();
    const change = { text: { value: "And rest.", over: overOf(addendum, "text") } };
    const changed = await mutate(device, [{ name: "addendum.change", args: { id, ...change } }]);
    await says({ state: "device", deviceAt: changed.at });
    await settles(laptop);
    await says({ state: "server" });
    await text.close();
    device.close();
  });

  test("nothing is signed that is not saved, not written, not decided, or not what one sees", async () => {
    const { laptop, noteId } = await aNoteOnBoth();
    const { device } = laptop.tab;
    const text = await opened(laptop.tab, noteId);
    expect(await readyToSign(device, noteId, text.doc)).toBe("empty");

    type(text.doc, "not saved yet");
    expect(await readyToSign(device, noteId, text.doc)).toBe("changed");
    await text.flush();
    expect(await readyToSign(device, noteId, text.doc)).toMatchObject({ note: { id: noteId } });

    const other = await laptop.device.openTab();
    const elsewhere = await opened(other, noteId);
    await writes(elsewhere, "from another window");
    await other.device.inTurn(async () => {}); // it is painted
    const shown = await opened(laptop.tab, noteId);
    expect(await readyToSign(device, noteId, shown.doc)).toMatchObject({ note: { id: noteId } });
    type(elsewhere.doc, "only drafted there");
    expect(await readyToSign(device, noteId, elsewhere.doc)).toBe("changed");

    const note = await readRow(device, "note", noteId);
    await mutate(device, [{ name: "note.delete", args: { id: noteId, seen: seenOf(note ? [note] : []) } }]);
    expect(await readyToSign(device, noteId, shown.doc)).toBe("gone");
    for (const each of [text, elsewhere, shown]) await each.close();
    for (const each of [laptop.tab, other]) each.device.close();
  });

  test("a note that says nothing but in its header, such as the safety line, can be signed with just that", async () => {
    const { laptop, noteId } = await aNoteOnBoth();
    const { device } = laptop.tab;
    const text = await opened(laptop.tab, noteId);
    const change = async (changes: object) =>
      mutate(device, [{ name: "note.change", args: { id: noteId, changes } } as Act]); // of its shape
    await change({ medium: { value: "phone", over: null } });
    expect(await readyToSign(device, noteId, text.doc), "how it was held says nothing yet").toBe("empty");
    await change({ safety: { value: { assessed: true, words: "Asked: no risk." }, over: null } });
    await signs(device, noteId, text.doc);
    const note = await readRow(device, "note", noteId);
    const signature = await readRow(device, "signature", note?.signature ?? "");
    expect(sealedIn(signature?.sealed ?? "")).toMatchObject({ safety: { words: "Asked: no risk." }, sections: [] });
    await text.close();
    device.close();
  });

  test("a note of which a part cannot be read, or has not come yet, is not signed", async () => {
    const { laptop, noteId } = await aNoteOnBoth();
    const { device } = laptop.tab;
    const text = await opened(laptop.tab, noteId);
    await writes(text, "Slept better.");
    await device.cache.rows("note-update").put(unreadablePart(noteId));
    expect(await readyToSign(device, noteId, text.doc)).toBe("unreadable");
    const state = await device.cache.meta.get("state");
    if (state) await device.cache.meta.put({ ...state, isWhole: false });
    expect(await readyToSign(device, noteId, text.doc)).toBe("arriving");
    await text.close();
    device.close();
  });

  test.each([
    ["", 3_000, true],
    [", too long in bytes though not in letters,", 5_100, false],
  ])(
    "a note in Cyrillic with much in bold%s is signed only when it can leave the device",
    async (_, times, isReady) => {
      const { laptop, phone, noteId } = await aNoteOnBoth();
      const { device } = laptop.tab;
      const text = await opened(laptop.tab, noteId);
      const runs = Array.from({ length: times }, () => [
        { insert: "Спит ", attributes: { bold: {} } },
        { insert: "он " },
      ]);
      paragraphIn(text.doc).applyDelta(runs.flat());
      await text.flush();
      await device.inTurn(async () => {}); // it is painted
      const ready = await readyToSign(device, noteId, text.doc);
      const { note, client } = typeof ready === "string" ? await shownOf(device, noteId) : ready;
      const sealed = sealedNote({ doc: text.doc, note, client, goals: [], signedBy: "Ada Willow", signedAt: 0 });
      expect(sealed.length).toBeLessThan(SEALED_LENGTH - 2_000);
      if (isReady) await signs(device, noteId, text.doc);
      else expect(ready).toBe("too-long");
      await settles(laptop, phone);
      const there = await readRow(phone.tab.device, "note", noteId);
      expect(there?.status).toBe(isReady ? "signed" : "draft");
      await text.close();
      for (const { tab } of [laptop, phone]) tab.device.close();
    },
  );

  test("what two devices wrote into one field is decided before one signs", async () => {
    const { laptop, phone, noteId } = await aNoteOnBoth();
    const text = await opened(laptop.tab, noteId);
    await writes(text, "Slept better.");
    for (const [{ tab }, value] of [
      [phone, "A sister"],
      [laptop, "A brother"],
    ] as const) {
      const note = await readRow(tab.device, "note", noteId);
      const present = { value, over: note && overOf(note, "present") };
      await mutate(tab.device, [{ name: "note.change", args: { id: noteId, changes: { present } } }]);
    }
    await settles(phone, laptop);
    expect(await readyToSign(laptop.tab.device, noteId, text.doc)).toBe("undecided");
    await text.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });
});

describe("on two devices", () => {
  test("words that were written without knowing of the signature come as words after it, on both", async () => {
    const { laptop, phone, noteId } = await aNoteOnBoth();
    const [mine, theirs] = [await opened(laptop.tab, noteId), await opened(phone.tab, noteId)];
    await writes(mine, "Signed words.");
    await signs(laptop.tab.device, noteId, mine.doc);
    await writes(theirs, "Late words.");
    await settles(laptop, phone);

    for (const { tab } of [laptop, phone]) {
      const note = await readRow(tab.device, "note", noteId);
      const signature = await readRow(tab.device, "signature", note?.signature ?? "");
      const sealed = sealedIn(signature?.sealed ?? "");
      if (!note || !signature || !sealed) throw new Error("not signed");
      expect(note.after).toBeTruthy();
      const doc = await readNote(tab.device, noteId);
      const asked = { doc, note, signed: signature.vector, sealed, decided: signature.vector };
      expect(wordsAfter(asked)).toEqual({
        added: [{ id: "narrative", name: "Note", text: "Late words." }],
        isCut: false,
      });
      expect(signature.sealed).not.toContain("Late words.");
    }
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });

  test("a safety line that was written without knowing of the signature waits on both, until one has decided", async () => {
    const { laptop, phone, noteId } = await aNoteOnBoth();
    const mine = await opened(laptop.tab, noteId);
    await writes(mine, "Signed words.");
    await signs(laptop.tab.device, noteId, mine.doc);
    const asked = { assessed: true as const, words: "Asked on the phone: no risk." };
    const safety = { value: asked, over: null };
    await mutate(phone.tab.device, [{ name: "note.change", args: { id: noteId, changes: { safety } } }]);
    expect(await readRow(phone.tab.device, "note", noteId), "not signed yet, as it knows").toMatchObject({
      safety: asked,
    });
    await settles(laptop, phone);

    for (const { tab } of [laptop, phone]) {
      const note = await readRow(tab.device, "note", noteId);
      expect(note).toMatchObject({ status: "signed", lost: [{ field: "safety", value: asked }] });
      expect(note?.safety ?? null).toBeNull();
      expect(await findUndecided(tab.device.cache)).toEqual([{ noun: "note", id: noteId }]);
      expect(await tab.device.box.quarantine.count()).toBe(0);
    }
    const mid = (await readRow(laptop.tab.device, "note", noteId))?.lost[0]?.mid ?? "";
    await mutate(laptop.tab.device, [
      { name: "addendum.begin", args: { id: anId(), noteId, text: `Safety: ${asked.words}`, settles: null } },
      { name: "note.settle", args: { id: noteId, field: "safety", mid } },
    ]);
    await settles(laptop, phone);
    for (const { tab } of [laptop, phone]) expect(await findUndecided(tab.device.cache)).toEqual([]);
    await mine.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });

  test("a signature over words that its signer had not seen is not taken; the note is open with all of them", async () => {
    const { laptop, phone, noteId } = await aNoteOnBoth();
    const [mine, theirs] = [await opened(laptop.tab, noteId), await opened(phone.tab, noteId)];
    await writes(theirs, "Unseen words.");
    await settles(phone);
    await writes(mine, "Signed words.");
    await signs(laptop.tab.device, noteId, mine.doc);
    await settles(laptop, phone);

    expect(await laptop.tab.device.box.quarantine.count()).toBe(1);
    for (const { tab } of [laptop, phone]) {
      expect(await readRow(tab.device, "note", noteId)).toMatchObject({ status: "draft" });
      const words = JSON.stringify((await readNote(tab.device, noteId)).getXmlFragment(SECTION).toJSON());
      expect(words).toContain("Unseen words.");
      expect(words).toContain("Signed words.");
    }
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });

  test("of two signatures the first stands; the other is told, and changes nothing", async () => {
    const { laptop, phone, noteId } = await aNoteOnBoth();
    const mine = await opened(laptop.tab, noteId);
    await writes(mine, "Signed words.");
    await settles(laptop, phone);
    const theirs = await opened(phone.tab, noteId);
    await signs(phone.tab.device, noteId, theirs.doc);
    await signs(laptop.tab.device, noteId, mine.doc);
    await settles(phone, laptop);
    const [first, second] = [
      await readRow(phone.tab.device, "note", noteId),
      await readRow(laptop.tab.device, "note", noteId),
    ];
    expect(second?.signature).toBe(first?.signature);
    expect(await laptop.tab.device.box.quarantine.count()).toBe(1);
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });
});

describe("a decision about words that came after a signature", () => {
  test("settles those that were shown, and none that came since", async () => {
    const { laptop, phone, theirs, mine, signature } = await aLateNote("Late words.");
    const { device } = laptop.tab;
    const shown = await shownIn(device, signature);
    expect(shown.words.added).toMatchObject([{ text: "Late words." }]);
    await writes(theirs, "Later ones.");
    await settles(phone, laptop);
    const { after, vector } = shown;
    const leave = { name: "note.leave-after" as const, args: { id: signature.noteId, mid: after.mid, vector } };
    await mutate(device, [leave]);
    expect((await shownIn(device, signature)).words.added).toMatchObject([{ text: "Late words.\nLater ones." }]);

    const now = await shownIn(device, signature);
    await mutate(device, [{ ...leave, args: { ...leave.args, mid: now.after.mid, vector: now.vector } }]);
    expect(await lateWords(device, signature)).toBeNull();
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });

  test("leaves words that were left out to be read, on both devices, and none that became an addendum or wait", async () => {
    const { laptop, phone, theirs, mine, signature } = await aLateNote("Left out.");
    const { device } = laptop.tab;
    const { noteId } = signature;
    const decide = async (text: string | null) => {
      const { after, vector } = await shownIn(device, signature);
      const settles = { mid: after.mid, vector };
      await mutate(device, [
        text === null
          ? { name: "note.leave-after", args: { id: noteId, ...settles } }
          : { name: "addendum.begin", args: { id: anId(), noteId, text, settles } },
      ]);
    };
    const left = async ({ tab }: Seat) => {
      const { decided: words } = await openSinceSigned(
        tab.device,
        signature,
        await findSinceSigned(tab.device, noteId),
      );
      return notAdded(words, await readRows(tab.device, "addendum", { list: "noteId", value: noteId }));
    };
    expect(await left(laptop), "while they wait").toEqual([]);
    await decide(null);
    await settles(laptop, phone);
    for (const seat of [laptop, phone]) expect(await left(seat)).toMatchObject([{ text: "Left out." }]);
    await writes(theirs, "These wait.");
    await settles(phone, laptop);
    expect(await left(laptop)).toMatchObject([{ text: "Left out." }]);
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });

  test("leaves no words to be read as left out when all of them became an addendum; and one is no part of another", async () => {
    const { laptop, phone, theirs, mine, signature } = await aLateNote("Late words.");
    const { device } = laptop.tab;
    const { after, vector } = await shownIn(device, signature);
    const { noteId } = signature;
    const begin = (text: string, settles: { mid: string; vector: string } | null): Act => ({
      name: "addendum.begin",
      args: { id: anId(), noteId, text, settles },
    });
    const addenda = () => readRows(device, "addendum", { list: "noteId", value: noteId });
    await mutate(device, [begin("Before the Late words.", null), begin("Late words.", { mid: after.mid, vector })]);
    const { decided: words } = await openSinceSigned(device, signature, await findSinceSigned(device, noteId));
    expect(words).toMatchObject([{ text: "Late words." }]);
    expect(notAdded(words, await addenda())).toEqual([]);
    const others = (await addenda()).filter(({ text }) => text !== "Late words.");
    expect(notAdded(words, others)).toEqual(words);
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });

  test("goes as far as the words that are kept, not as far as those that are only on a screen", async () => {
    const { laptop, phone, theirs, mine, signature } = await aLateNote("Late words.");
    const { device } = laptop.tab;
    type(mine.doc, "Typed in the moment of the signature.");
    const { after, vector, words } = await shownIn(device, signature);
    expect(words.added).toMatchObject([{ text: "Late words." }]);
    const leave = { name: "note.leave-after" as const, args: { id: signature.noteId, mid: after.mid, vector } };
    await mutate(device, [leave]);
    await mine.flush();
    await settles(laptop, phone);
    for (const { tab } of [laptop, phone])
      expect((await shownIn(tab.device, signature)).words.added).toMatchObject([
        { text: "Typed in the moment of the signature." },
      ]);
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });

  test("is offered only while every word of the note is here and can be read", async () => {
    const { laptop, phone, theirs, mine, signature } = await aLateNote("Late words.");
    const { device } = laptop.tab;
    const state = await device.cache.meta.get("state");
    if (!state) throw new Error("it is in step");
    await device.cache.meta.put({ ...state, isWhole: false });
    expect(await lateWords(device, signature)).toBe("in-part");
    await device.cache.meta.put(state);
    expect(await lateWords(device, signature)).toMatchObject({ words: { isCut: false } });
    await device.cache.rows("note-update").put(unreadablePart(signature.noteId));
    expect(await lateWords(device, signature)).toBe("in-part");
    for (const each of [mine, theirs]) await each.close();
    for (const { tab } of [laptop, phone]) tab.device.close();
  });
});

test("an addendum that is typed on before its first words are shown conflicts with nobody, and is on the other device", async () => {
  const { laptop, phone, noteId } = await aNoteOnBoth();
  const { device } = laptop.tab;
  const text = await opened(laptop.tab, noteId);
  await writes(text, "Signed words.");
  await signs(device, noteId, text.doc);
  const id = anId();
  const draft = aDraft(device, { id, noteId });
  for (const words of ["And", "And re", "And rest."]) {
    draft.type(words);
    draft.keep();
  }
  expect(await draft.isKept()).toBe(true);
  expect(await readRow(device, "addendum", id)).toMatchObject({ text: "And rest.", lost: [] });
  await settles(laptop, phone);
  expect(await readRow(phone.tab.device, "addendum", id)).toMatchObject({ text: "And rest.", status: "draft" });

  // What is written on the other device is replaced only by whoever has seen it.
  const seen = await readRow(phone.tab.device, "addendum", id);
  const over = seen && overOf(seen, "text");
  const change = { name: "addendum.change" as const, args: { id, text: { value: "And rest, often.", over } } };
  await mutate(phone.tab.device, [change]);
  await settles(phone, laptop);
  const now = await readRow(device, "addendum", id);
  draft.sees(now ?? expect.unreachable());
  draft.type("And rest, often. Walk.");
  draft.keep();
  expect(await draft.isKept()).toBe(true);
  expect(await readRow(device, "addendum", id)).toMatchObject({ text: "And rest, often. Walk.", lost: [] });
  await text.close();
  for (const { tab } of [laptop, phone]) tab.device.close();
});

test("words of an addendum that could not be handed over are tried again, and the last ones stand", async () => {
  const { laptop, noteId } = await aNoteOnBoth();
  const { device } = laptop.tab;
  const text = await opened(laptop.tab, noteId);
  await writes(text, "Signed words.");
  await signs(device, noteId, text.doc);
  const id = anId();
  let isFull = true;
  const draft = aDraft(device, { id, noteId }, (acts, options) =>
    isFull ? Promise.reject(new DOMException("full", "QuotaExceededError")) : mutate(device, acts, options),
  );
  const says = async () => (await readRow(device, "addendum", id))?.text;
  draft.type("A");
  draft.leave();
  expect(await draft.isKept()).toBe(false);
  expect(draft.left).toEqual(["A"]);
  isFull = false;
  draft.leave();
  expect(await draft.isKept()).toBe(true);
  expect(await says()).toBe("A");
  for (const way of ["keep", "leave"] as const) {
    for (const words of ["AB", "A"]) {
      draft.type(words);
      draft[way]();
    }
    expect(await draft.isKept()).toBe(true);
    expect(await says()).toBe("A");
  }
  expect((await readRow(device, "addendum", id))?.lost).toEqual([]);
  await text.close();
  device.close();
});

test("what is typed into an addendum while its signature is taken back is said at once, and not lost with its field", async () => {
  const { laptop, phone, noteId } = await aNoteOnBoth();
  const { device } = laptop.tab;
  const text = await opened(laptop.tab, noteId);
  await writes(text, "Signed words.");
  await signs(device, noteId, text.doc);
  const { signature } = (await readRow(device, "note", noteId)) ?? {};
  await mutate(device, [{ name: "note.unsign", args: { id: noteId, signature: signature ?? "" } }]);
  const draft = aDraft(device, { id: anId(), noteId });
  draft.type("And rest.");
  draft.keep();
  expect(await draft.isKept()).toBe(false);
  expect(draft.words().error).toBe(WHY["note-unsigned"]);
  draft.leave();
  expect(await draft.isKept()).toBe(true);
  await settles(laptop, phone);
  expect(await device.box.quarantine.count(), "it comes back as something to decide").toBe(1);
  await text.close();
  for (const { tab } of [laptop, phone]) tab.device.close();
});

test("an addendum that was left when the signature was taken back is thrown away and brought back, word for word", async () => {
  const { laptop, phone, noteId } = await aNoteOnBoth();
  const { device } = laptop.tab;
  const text = await opened(laptop.tab, noteId);
  await writes(text, "Signed words.");
  await signs(device, noteId, text.doc);
  const id = anId();
  const { signature = "" } = (await readRow(device, "note", noteId)) ?? {};
  await mutate(device, [
    { name: "addendum.begin", args: { id, noteId, text: "And rest.", settles: null } },
    { name: "note.unsign", args: { id: noteId, signature: signature ?? "" } },
  ]);
  const write = (acts: Act[]) => mutate(device, acts);
  const left = async () => readRow(device, "addendum", id);
  await write([{ name: "addendum.discard", args: { id, seen: (await left())?.stamps["text"]?.mid ?? "" } }]);
  expect(await left()).toMatchObject({ status: "discarded" });
  await bringBack(device, write, id);
  const back = await left();
  expect(back).toMatchObject({ status: "draft", text: "And rest.", lost: [] });
  await bringBack(device, write, id); // pressed twice, or brought back elsewhere meanwhile
  expect(await left()).toEqual(back);
  await settles(laptop, phone);
  expect(await readRow(phone.tab.device, "addendum", id)).toMatchObject({ status: "draft", text: "And rest." });
  await text.close();
  for (const { tab } of [laptop, phone]) tab.device.close();
});

const SECTION = fragmentName("narrative");

type Seat = { device: ReturnType<typeof aDevice>; tab: TestTab; fence: string };

/** A note without words, in step on two devices of one person. */
async function aNoteOnBoth(): Promise<{ laptop: Seat; phone: Seat; noteId: string }> {
  const member = await practice.somebodyElse();
  const seat = async (): Promise<Seat> => {
    const device = aDevice(practice, member);
    const tab = await device.openTab();
    return { device, tab, fence: await device.lead(tab) };
  };
  const [laptop, phone] = [await seat(), await seat()];
  const client = aClient();
  const note = aNote({ clientId: client.args.id, template: "narrative" });
  await mutate(laptop.tab.device, [client, note]);
  await settles(laptop, phone);
  return { laptop, phone, noteId: note.args.id };
}

/** A note that was signed on the laptop while the phone, which did not know, wrote on; both have heard of both. */
async function aLateNote(words: string) {
  const { laptop, phone, noteId } = await aNoteOnBoth();
  const [mine, theirs] = [await opened(laptop.tab, noteId), await opened(phone.tab, noteId)];
  await writes(mine, "Signed words.");
  await signs(laptop.tab.device, noteId, mine.doc);
  await writes(theirs, words);
  await settles(laptop, phone);
  const note = await readRow(laptop.tab.device, "note", noteId);
  const signature = await readRow(laptop.tab.device, "signature", note?.signature ?? "");
  if (!signature) throw new Error("not signed");
  return { laptop, phone, mine, theirs, signature };
}

async function shownIn(device: Device, signature: Row<"signature">): Promise<LateWords> {
  const late = await lateWords(device, signature);
  if (late === null || late === "in-part") throw new Error("nothing is offered");
  return late;
}

/** An addendum in its field; the screen shows what is kept only when the test says so. */
function aDraft(
  device: Device,
  { id, noteId }: { id: string; noteId: string },
  write: Parameters<typeof onDevice>[1] = (acts, options) => mutate(device, acts, options),
) {
  const left: string[] = [];
  const place: Place<string> = {
    kept: "",
    over: null,
    read: (text) => ({ text, value: text }),
    ...onDevice(device, write, { noun: "addendum", row: { id }, path: "text", ...addendumActs({ id, noteId }) }),
    leaveBehind: (words) => void left.push(words),
  };
  const words = keeping(place, { whileTyping: true, ...aTime(), mid: anId, underWay: device.underWay });
  const sees = (row: Row<"addendum">) => words.at({ ...place, kept: row.text, over: overOf(row, "text") });
  return { ...words, left, sees };
}

/** Late words as they are shown on this device now. */
async function lateWords(device: Device, signature: Row<"signature">): Promise<Late> {
  return (await openSinceSigned(device, signature, await findSinceSigned(device, signature.noteId))).late;
}

function unreadablePart(noteId: string) {
  return { id: anId(), noteId, madeAt: 0, ver: 1, mark: "0a0123456789abcdef", sealed: new Uint8Array(40) };
}

/** Lets each of them send and hear, in this order, and the first hear what the others sent. */
async function settles(...seats: Seat[]): Promise<void> {
  for (const { tab, fence } of [...seats, ...seats])
    for (let outcome = "more"; outcome === "more";) outcome = await exchange(tab.device, fence);
}

function opened({ device }: TestTab, noteId: string): Promise<NoteText> {
  return openNoteText(device, noteId, { isOffline: () => true });
}

async function writes(text: NoteText, words: string): Promise<void> {
  type(text.doc, words);
  await text.flush();
}

function type(doc: Doc, words: string): void {
  paragraphIn(doc, words);
}

function paragraphIn(doc: Doc, words = ""): XmlText {
  const paragraph = new XmlElement("paragraph");
  const text = new XmlText(words);
  paragraph.insert(0, [text]);
  const fragment = doc.getXmlFragment(SECTION);
  fragment.insert(fragment.length, [paragraph]);
  return text;
}

async function shownOf(device: Device, noteId: string): Promise<Pick<ToSign, "note" | "client">> {
  const note = await readRow(device, "note", noteId);
  const client = note && (await readRow(device, "client", note.clientId));
  if (!note || !client) throw new Error("it is not there");
  return { note, client };
}

async function signs(device: Device, noteId: string, shown: Doc, name = "Ada Willow"): Promise<void> {
  const ready = await readyToSign(device, noteId, shown);
  expect(ready).toMatchObject({ note: { id: noteId } });
  await mutate(device, [await signingOf(device, ready as ToSign, name)]); // as just seen
}
