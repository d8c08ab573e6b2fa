import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import { losesWords } from "@cliently/api/domain/note/lost-words";
import { isReadable } from "@cliently/api/domain/note/y-update";
import { applyUpdateV2, Doc, mergeUpdatesV2 } from "yjs";

import type { DraftRow, ReceiptRow } from "../local/local-database.ts";
import { inTurn } from "../local/in-turn.ts";
import { draftPlace } from "../local/row-parts.ts";
import { nonceOf } from "../local/sealing.ts";
import { cacheState, type Device } from "./device.ts";
import { adoptDraftsOf, type Draft } from "./drafts.ts";
import { foldLoose } from "./fold-loose.ts";
import { mutate } from "./mutate.ts";
import { waitingAfter } from "./outbox.ts";
import { findText, partsOf, type FoundText } from "./read-note.ts";
import { findRow, openRow, type Found as FoundRow } from "./read-row.ts";
import { isWaiting } from "./receipts.ts";
import { roomIn } from "./room-in.ts";

/** How long after the last key a mutation is made, and how long typing may go on before one is, in ms. */
const IDLE_MS = 250;
const LONGEST_MS = 2_000;
/** While one types, what is not a mutation yet is on the disk as a draft at least this often, in ms. */
const DRAFT_MS = 250;
/** While another tab has a draft of the note, it is looked so often whether somebody still makes a mutation of it, in ms. */
const AGAIN_MS = 1_000;

/** The origin of changes that came from the disk, whoever made them, so that they are not sent back. */
export const FROM_DISK = "from-disk";

/** Where all that belongs to a note is: its words, and what `isWaiting` counts beside them. */
export type NoteReceipt = {
  /** When what was done here last came onto this device's disk, in ms; null: it never did. */
  deviceAt: number | null;
  /** When the server last had everything, in ms. */
  serverAt: number | null;
  /** `unsaved`: typed a moment ago. `device`: safe here, waiting to go. `server`: safe there too. `failed`: the disk refused. */
  state: "unsaved" | "device" | "server" | "failed";
  /** False: a part that is on this device cannot be read, and the text shows the others. */
  isWhole: boolean;
};

const RECEIPT = ["deviceAt", "serverAt", "state", "isWhole"] as const satisfies (keyof NoteReceipt)[];

/** One note's text, open for writing. Its words are in `doc`: an XmlFragment for each section. */
export type NoteText = {
  doc: Doc;
  receipt(): NoteReceipt;
  onReceipt(listener: () => void): () => void;
  /** Whether this many bytes more would still fit into the note. Cheap enough to be asked with each key. */
  fits(bytes: number): boolean;
  /**
   * Resolves when everything typed so far is on this device for good. `isLast`: what is typed after it is of another
   * text, and must not share a fate with it.
   */
  flush(isLast?: boolean): Promise<void>;
  /** Writes what is left before the page is gone; whatever needs waiting comes too late then. */
  leave(): void;
  /** Flushes and lets go. */
  close(): Promise<void>;
};

/** `loose`: how many loose updates are folded on this device when the note is opened, when not as many as usual. */
type Options = { isOffline: () => boolean; loose?: number };

/** Opens a note's text and follows it: what other tabs and devices write appears in `doc` by itself. */
export async function openNoteText(device: Device, noteId: string, { isOffline, loose }: Options): Promise<NoteText> {
  const { cache, box, sealer, world, tab } = device;
  const doc = new Doc();
  const [reading, adopting] = [inTurn(), inTurn()];
  const seen = new Set<string>();

  const listeners = new Set<() => void>();
  let receipt: NoteReceipt = { deviceAt: null, serverAt: null, state: "server", isWhole: true };
  const show = (next: Partial<NoteReceipt>) => {
    const before = receipt;
    receipt = { ...receipt, ...next };
    if (RECEIPT.every((field) => before[field] === receipt[field])) return;
    for (const listener of listeners) listener();
  };

  // ── from the disk into the doc ──────────────────────────────────────────────────────────────────────────────────
  type Found = {
    /** Something is in the box that the view does not show yet; it may be of this note. */
    isUnpainted: boolean;
    text: FoundText;
    /** Words of other tabs that are no mutation yet. */
    drafts: DraftRow[];
    receipt: ReceiptRow | undefined;
    note: FoundRow | null;
    /** Something of it, be it not its words, is in the box and in the view. */
    isWaiting: boolean;
    /** How often something was kept on this device by then. */
    after: number;
  };
  let written = 0;
  /** When words last went to the server past the disk: what came onto it before were others. In ms. */
  let straightAt = 0;
  /** Drafts of which nothing can be made: they stay where they are, and nothing waits for them. */
  const hopeless = new Set<string>();
  let cancelAgain = () => {};
  /** `again`: asked for once more while it is under way. */
  let looking: "no" | "once" | "again" = "no";
  let isClosed = false;
  /** The last edit whose words are in the doc; null: there was none. Undefined: the note cannot be read. */
  let lastEdit: string | null | undefined;
  let typed: Uint8Array[] = [];
  /**
   * What `lastEdit` was when words went between what is typed here and what came meanwhile. Nobody was shown those: an edit
   * that says it had seen what came would make them nobody's.
   */
  let seenBefore: { edit: typeof lastEdit } | undefined;

  const look = async (): Promise<Found> => {
    const after = written;
    // Read before the view: what is painted in between is then counted once too often, never once too little.
    const { viewSeq, ackedSeq } = await cacheState(cache);
    const isUnpainted = (await box.outbox.where("seq").above(Math.max(viewSeq, ackedSeq)).count()) > 0;
    const [note, text, drafts, receipt, waits] = await Promise.all([
      findRow(device, "note", noteId),
      findText(device, noteId),
      box.draft.where("[noteId+tab]").between([noteId, ""], [noteId, "\uffff"]).toArray(),
      cache.receipt.get(noteId),
      isWaiting(device, noteId),
    ]);
    const others = drafts.filter((draft) => draft.tab !== tab && !hopeless.has(nonceOf(draft.sealed)));
    return { isUnpainted, text, drafts: others, receipt, note, isWaiting: waits, after };
  };

  const take = (found: Found) =>
    reading(async () => {
      // Never drafts of other tabs: what is typed on from words that are no mutation yet would be refused before them.
      const values = partsOf(noteId, found.text);
      // By what they hold, not by their ids: a waiting edit grows, and what was spoilt comes again under the same id.
      const fresh = values.filter(({ sealed }) => !seen.has(nonceOf(sealed)));
      const opened = await Promise.allSettled(fresh.map(({ place, sealed }) => sealer.open(place, sealed)));
      opened.forEach((part, index) => {
        const nonce = nonceOf(fresh[index]?.sealed ?? new Uint8Array());
        if (part.status === "rejected") return device.spoilt(fresh[index]?.mark);
        if (!put((part.value as { update: string }).update)) return; // each was sealed with an update
        seen.add(nonce);
      });
      lastEdit = await editOf(device, found.note);
      const isOld = found.after < written;
      const mine = found.isUnpainted || found.isWaiting || found.drafts.length > 0 || isOld;
      const deviceAt = found.receipt?.deviceAt ?? receipt.deviceAt;
      show({
        deviceAt: deviceAt !== null && deviceAt < straightAt ? null : deviceAt,
        serverAt: found.receipt?.serverAt ?? receipt.serverAt,
        isWhole: values.every(({ sealed }) => seen.has(nonceOf(sealed))),
        ...(receipt.state === "unsaved" || receipt.state === "failed" ? {} : { state: mine ? "device" : "server" }),
      });
      if (isClosed) return;
      if (isOld && receipt.state !== "unsaved") lookAgain();
      if (found.drafts.length === 0) return;
      if (device.isSaving()) void adopting(adopt).catch(() => {}); // tried again
      cancelAgain();
      cancelAgain = world.after(AGAIN_MS, lookAgain);
    });

  /** `isTaken`, which notices when words go between the update and what is typed here. */
  function put(update: string): boolean {
    if (typed.length === 0 || !isReadable(update)) return isTaken(doc, update);
    let isThere = false;
    const isLost = losesWords(doc, update, body(), () => {
      isThere = isTaken(doc, update);
    });
    if (isLost) seenBefore ??= { edit: lastEdit };
    return isThere;
  }

  async function adopt(): Promise<void> {
    const left = await adoptDraftsOf(device, noteId);
    if (device.isSaving()) for (const { sealed } of left) hopeless.add(nonceOf(sealed));
  }

  function lookAgain(): void {
    if (looking !== "no") return void (looking = "again");
    looking = "once";
    void look()
      .then(take)
      .catch(() => {})
      .then(() => {
        const isDue = looking === "again";
        looking = "no";
        if (isDue && !isClosed) lookAgain();
      });
  }

  const first = await look();
  await take(first);
  if (first.isUnpainted) for (const update of await unpainted(device, noteId)) isTaken(doc, update);
  await foldLoose(device, noteId, loose).catch(() => {}); // only sooner open the next time
  const unfollow = world.follow(look, { answer: (found) => void take(found), failed: () => {} });
  // What came by itself is read at once, whoever writes on here: else the next edit would say that it had not been seen.
  const forgets = [
    device.onText(noteId, (update) => void put(update)),
    device.onTextStored(noteId, lookAgain),
    // It may be of this note: the next look tells, and none that began before.
    device.onWritten(() => {
      written++;
      if (receipt.state !== "server") return;
      show({ state: "device" });
      lookAgain();
    }),
  ];

  // ── from the doc to the disk ────────────────────────────────────────────────────────────────────────────────────
  /** Taken for a mutation whose transaction is not complete yet. */
  let committed: Uint8Array[] = [];
  let leftMeanwhile = false;
  let dirtySince: number | undefined;
  let cancelCommit = () => {};
  let cancelDraft: (() => void) | undefined;
  const committing = inTurn();

  doc.on("updateV2", (update: Uint8Array, origin: unknown) => {
    if (origin === FROM_DISK) return;
    typed.push(update);
    const now = world.clock();
    dirtySince ??= now;
    if (receipt.state !== "unsaved") show({ state: "unsaved" });
    cancelCommit();
    cancelCommit = world.after(
      Math.max(0, Math.min(IDLE_MS, dirtySince + LONGEST_MS - now)),
      () => void commit().catch(() => {}),
    );
    cancelDraft ??= world.after(DRAFT_MS, () => void writeDraft());
  });

  const body = (updates = typed) => toBase64(updates.length === 1 && updates[0] ? updates[0] : mergeUpdatesV2(updates));

  const seenEdit = () => (seenBefore ? seenBefore.edit : lastEdit);
  const draftOf = (update: string): Draft => ({ update, over: seenEdit() });

  async function writeDraft(): Promise<void> {
    cancelDraft = undefined;
    if (typed.length === 0) return;
    const count = typed.length;
    const sealed = await sealer.seal(draftPlace(noteId, tab), draftOf(body()));
    // Committed meanwhile: the draft would only come back as something that is there already.
    if (typed.length < count) return;
    box.putDraftRelaxed({ noteId, tab, at: world.clock(), sealed });
  }

  function commit(isLast = false): Promise<void> {
    return committing(async () => {
      cancelCommit();
      cancelDraft?.();
      cancelDraft = undefined;
      if (typed.length === 0) return;
      const taken = typed;
      const update = body();
      const args = { id: noteId, update, over: seenEdit() };
      const before = seenBefore;
      typed = [];
      seenBefore = undefined;
      committed = taken;
      leftMeanwhile = false;
      dirtySince = undefined;
      try {
        const { at, on } = await mutate(device, [{ name: "note.edit", args }], {
          draft: { noteId, tab },
          rehearse: false,
          leaving: isLast || !isOffline(),
        });
        committed = [];
        // The page stayed after all, or the disk had refused: what was left as a draft is a mutation now.
        if ((leftMeanwhile || on === "server") && typed.length === 0)
          void box.draft.delete([noteId, tab]).catch(() => {});
        if (on === "server") straightAt = at;
        const times = on === "device" ? { deviceAt: at } : { deviceAt: null, serverAt: at };
        show(typed.length === 0 ? { state: on, ...times } : times);
      } catch (error) {
        // Nothing is lost while the page lives: it goes with the next try.
        committed = [];
        typed = [...taken, ...typed];
        seenBefore = before ?? seenBefore;
        dirtySince ??= world.clock();
        show({ state: "failed" });
        cancelCommit = world.after(LONGEST_MS, () => void commit().catch(() => {}));
        throw error;
      }
    });
  }

  const leave = () => {
    // What is on its way to become a mutation may never get there when the page goes now.
    const left = [...committed, ...typed];
    if (left.length > 0) {
      const sealed = sealer.sealNow(draftPlace(noteId, tab), draftOf(body(left)));
      leftMeanwhile = committed.length > 0;
      box.putDraftRelaxed({ noteId, tab, at: world.clock(), sealed });
    }
    void commit().catch(() => {});
  };
  const forgetLeaving = world.page.on("leaving", leave);

  return {
    doc,
    receipt: () => receipt,
    fits: roomIn(doc),
    onReceipt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: commit,
    leave,
    async close() {
      try {
        await commit(true);
        // Refused by the disk, the words are still here and tried again: then a leaving page must still be heard.
        forgetLeaving();
      } finally {
        isClosed = true;
        for (const forget of forgets) forget();
        cancelAgain();
        unfollow();
        doc.destroy();
      }
    },
  };
}

/** The last edit that a note's row tells of. */
async function editOf(device: Device, found: FoundRow | null): Promise<string | null | undefined> {
  try {
    return found ? ((await openRow(device, "note", found)).edited?.mid ?? null) : undefined;
  } catch {
    return undefined; // nobody's words wait for that
  }
}

/** Takes an update into the doc; false when it is none. What is no text may wait in the box: only the server refuses. */
function isTaken(doc: Doc, update: string): boolean {
  try {
    applyUpdateV2(doc, fromBase64(update), FROM_DISK);
    return true;
  } catch {
    return false;
  }
}

/** What waits in the box for this note, whether the view shows it yet or not: nobody opens a note without its last words. */
async function unpainted(device: Device, noteId: string): Promise<string[]> {
  return (await waitingAfter(device, 0)).flatMap(({ name, args }) => {
    if (name !== "note.edit" && name !== "note.create") return [];
    const { id, update } = args as { id: string; update: string | null }; // of both mutations that are named above
    return id === noteId && update ? [update] : [];
  });
}
