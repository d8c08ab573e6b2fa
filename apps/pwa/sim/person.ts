import type { Act } from "@cliently/api/domain/catalogue";
import { blankClient } from "@cliently/api/domain/client/blank";
import { ClientStatus } from "@cliently/api/domain/client/status";
import { newId } from "@cliently/api/domain/new-id";
import type { Noun } from "@cliently/api/domain/store";

import type { DeviceModel } from "./device-model.ts";
import type { Prng } from "./prng.ts";
import type { AnyRow } from "./reference.ts";
import { POISON } from "./server.ts";
import { sealedBy } from "./signatures.ts";
import { changeTo, docOf, eraseFrom, firstWords, typeInto } from "./words.ts";

/** A word that somebody wrote into a note. It is owed from the moment at which the device said that it is safe. */
export type Word = {
  word: string;
  noteId: string;
  isOwed: boolean;
  isErased: boolean;
  /** The disk refused it, so that the server alone was known to have it. */
  isServerOnly: boolean;
};

/** What the people of one account have done, whichever device they used. */
export type People = {
  readonly words: Map<string, Word>;
  /** Something that nobody wrote before. */
  newWord(noteId: string): string;
  id(): string;
  /** Erases a word of a note, if there is one to erase. */
  erase(doc: Parameters<typeof eraseFrom>[0], noteId: string, pick: number): string | undefined;
};

export function somePeople(prng: Prng, now: () => number): People {
  const words = new Map<string, Word>();
  return {
    words,
    newWord(noteId) {
      const word = `w${words.size};`;
      words.set(word, { word, noteId, isOwed: false, isErased: false, isServerOnly: false });
      return word;
    },
    id: () => newId(now(), prng.bytes),
    erase(doc, noteId, pick) {
      const own = [...words.values()].filter((word) => word.noteId === noteId && !word.isErased);
      const chosen = own[pick % Math.max(1, own.length)];
      if (!chosen || !eraseFrom(doc, chosen.word)) return undefined;
      chosen.isErased = true;
      return chosen.word;
    },
  };
}

/** What a person does in one go, and the words that it holds. */
export type Deed = { acts: Act[]; words: string[] };

export const DEEDS = [
  "client",
  "client and note",
  "background",
  "background",
  "pronouns",
  "background",
  "settle",
  "tag",
  "untag",
  "delete client",
  "restore client",
  "keep client",
  "consent",
  "withdraw",
  "note",
  "edit",
  "edit",
  "edit",
  "header",
  "settle note",
  "delete note",
  "restore note",
  "keep note",
  "summary",
  "summary",
  "stop",
  "summary text",
  "settle summary",
  "approve",
  "discard",
  "unreadable",
  "unknown",
  "contact",
  "contact",
  "status",
  "status",
  "import",
  "delete many",
  "sign",
  "sign",
  "unsign",
  "addendum",
  "addendum text",
  "sign addendum",
  "leave after",
  "read note",
  "goal",
  "goal entry",
  "goal entry",
  "measure",
  "answer",
  "answer",
  "preset",
] as const;
export type DeedName = (typeof DEEDS)[number] | "poison";

/** A deed of a person who looks at what this device shows. Now and then one that a rule will refuse. */
export function deed(name: DeedName, model: DeviceModel, people: People, pick: number, now: number): Deed {
  const some = (noun: Noun) => {
    const rows = model.shownAll(noun);
    return rows.length ? rows[pick % rows.length] : undefined;
  };
  const idOf = (row: AnyRow) => String(row["id"]);
  const one = (act: Act, words: string[] = []): Deed => ({ acts: [act], words });
  const client = some("client");
  const note = some("note");
  const summary = some("summary");
  const unique = `${name} ${people.id().slice(-6)}`;

  function newClient(givenName = unique): Deed & { id: string } {
    const id = people.id();
    return { ...one({ name: "client.create", args: { id, ...someone(givenName, pick) } }), id };
  }
  function newNote(clientId: string): Deed {
    const id = people.id();
    const word = people.newWord(id);
    const update = pick % 5 === 0 ? null : firstWords(word, 1 + (pick % 2 ** 30));
    const fields = { template: "free", startedAt: now };
    return one({ name: "note.create", args: { id, clientId, fields, update } }, update ? [word] : []);
  }
  if (name === "poison") {
    if (!client || pick % 3 === 0) return newClient(`${unique} ${POISON}`);
    return one({
      name: "client.change",
      args: {
        id: idOf(client),
        changes: { background: { value: `${unique} ${POISON}`, over: overOf(client, "background") } },
      },
    });
  }
  if (!client || name === "client") return newClient();
  const clientId = idOf(client);
  switch (name) {
    case "client and note": {
      const first = newClient();
      const second = newNote(first.id);
      return { acts: [...first.acts, ...second.acts], words: second.words };
    }
    case "import": {
      const clients = [0, 1].map((place) => ({ id: people.id(), ...someone(`${unique} ${place}`, pick) }));
      return one({ name: "client.import", args: { importId: people.id(), fileName: "people.csv", clients } });
    }
    case "delete many": {
      const two = [client, model.shownAll("client")[0] ?? client];
      const clients = two.map((row) => ({ id: idOf(row), seen: seenWith(model, row) }));
      return one({ name: "client.delete-many", args: { clients } });
    }
    case "contact":
      return one(contactAct(client, pick, unique, people.id()));
    case "background":
    case "pronouns":
    case "status":
      return one({
        name: "client.change",
        args: {
          id: clientId,
          changes: { [name]: { value: name === "status" ? statusBy(pick) : unique, over: overOf(client, name) } },
        },
      });
    case "settle":
    case "settle note":
    case "settle summary": {
      const noun = name === "settle" ? "client" : name === "settle note" ? "note" : "summary";
      const row = model.shownAll(noun).find(({ lost }) => Array.isArray(lost) && lost.length > 0);
      const [lost] = (row?.["lost"] ?? []) as { field: string; mid: string }[]; // every such row has a list of these
      if (!row || !lost) return newClient();
      return one({ name: `${noun}.settle`, args: { id: idOf(row), field: lost.field, mid: lost.mid } });
    }
    case "tag":
    case "untag": {
      const tag = TAGS[pick % TAGS.length] ?? "new";
      const held = (client["tags"] as Record<string, { at: number; mid: string }> | undefined)?.[tag]; // a client's tags
      const over = held ? { at: held.at, mid: held.mid } : null;
      return one({ name: `client.${name}`, args: { id: clientId, tag, over } });
    }
    case "delete client": {
      return one({ name: "client.delete", args: { id: clientId, seen: seenWith(model, client) } });
    }
    case "restore client":
      return one({ name: "client.restore", args: { id: clientId } });
    case "keep client":
      return one({ name: "client.keep", args: { id: clientId, mid: midOf(client["revived"]) ?? people.id() } });
    case "consent":
      return one({
        name: "consent.give",
        args: {
          id: people.id(),
          clientId,
          kind: pick % 3 ? "ai" : "data",
          textVersion: "2026-11",
          givenAt: now,
          remark: unique,
        },
      });
    case "withdraw": {
      const consent = some("consent");
      if (!consent) return newClient();
      return one({ name: "consent.withdraw", args: { id: idOf(consent), withdrawnAt: now } });
    }
    case "goal":
      return one({
        name: "goal.create",
        args: { id: people.id(), clientId, fields: { ...GOAL, title: unique }, steps: {} },
      });
    case "goal entry": {
      const goal = some("goal");
      if (!goal) return newClient();
      const record = pick % 2 ? "progress" : "steps";
      const entry = entryOf(goal, record, pick, people.id());
      const value =
        record === "progress"
          ? { at: now, value: pick % 10, remark: unique, noteId: null }
          : { text: unique, at: now, doneAt: pick % 3 ? null : now };
      const change = { value: pick % 7 ? value : null, over: overOf(goal, `${record}.${entry}`) };
      return one({ name: "goal.change", args: { id: idOf(goal), changes: { [record]: { [entry]: change } } } });
    }
    case "measure": {
      const begun = { id: people.id(), clientId, noteId: null, instrument: "phq-9", scale: null, takenAt: now };
      return one({ name: "measurement.begin", args: begun });
    }
    case "answer": {
      const measurement = some("measurement");
      if (!measurement) return newClient();
      const item = String(1 + (pick % 3));
      const answer = { value: pick % 4, over: overOf(measurement, `answers.${item}`) };
      return one({
        name: "measurement.change",
        args: { id: idOf(measurement), changes: { answers: { [item]: answer } } },
      });
    }
    case "preset": {
      const preset = some("preset");
      const fields = { kind: "snippet" as const, name: ";s", text: unique };
      if (!preset || pick % 3 === 0) return one({ name: "preset.create", args: { id: people.id(), fields } });
      const text = { value: unique, over: overOf(preset, "text") };
      return one({ name: "preset.change", args: { id: idOf(preset), changes: { text } } });
    }
    case "unknown":
      return one({ name: "consent.withdraw", args: { id: people.id(), withdrawnAt: now } });
    default:
  }
  if (!note || name === "note") return newNote(clientId);
  const noteId = idOf(note);
  switch (name) {
    case "edit": {
      const doc = docOf(model.shownText(noteId), 1 + (pick % 2 ** 30));
      const over = midOf(note["edited"]) ?? null;
      if (pick % 6 === 0) {
        let erased: string | undefined;
        const update = changeTo(doc, (text) => (erased = people.erase(text, noteId, pick)));
        if (erased) return one({ name: "note.edit", args: { id: noteId, update, over } });
      }
      const word = people.newWord(noteId);
      const update = changeTo(doc, (text) => typeInto(text, word, pick));
      return one({ name: "note.edit", args: { id: noteId, update, over } }, [word]);
    }
    case "unreadable":
      return one({ name: "note.edit", args: { id: noteId, update: "AAAAAAAA" } });
    case "header":
      return one({
        name: "note.change",
        args: { id: noteId, changes: { template: { value: unique, over: overOf(note, "template") } } },
      });
    case "sign": {
      const seen = seenOf([note]);
      const part = (note["edited"] as { part?: number } | undefined)?.part ?? 1; // a note's last edit
      const sealed = sealedBy(note, model.shownText(noteId));
      const signature = {
        signature: people.id(),
        signedAt: now,
        sealed,
        hash: "0".repeat(64),
        vector: "AQECAwQ=",
        seen,
        part,
      };
      return one({ name: "note.sign", args: { id: noteId, ...signature } });
    }
    case "unsign":
    case "addendum":
    case "leave after": {
      const signed = model.shownAll("note").find(({ status }) => status === "signed") ?? note;
      const after = midOf(signed["after"]) ?? people.id();
      if (name === "unsign")
        return one({
          name: "note.unsign",
          args: {
            id: idOf(signed),
            signature: typeof signed["signature"] === "string" ? signed["signature"] : people.id(),
          },
        });
      if (name === "leave after")
        return one({ name: "note.leave-after", args: { id: idOf(signed), mid: after, vector: "AQECAwQ=" } });
      const settles = pick % 2 ? { mid: after, vector: "AQECAwQ=" } : null;
      return one({ name: "addendum.begin", args: { id: people.id(), noteId: idOf(signed), text: unique, settles } });
    }
    case "addendum text":
    case "sign addendum": {
      const addendum = some("addendum");
      if (!addendum) return newClient();
      const over = overOf(addendum, "text");
      if (name === "addendum text")
        return one({ name: "addendum.change", args: { id: idOf(addendum), text: { value: unique, over } } });
      const above = model.shownAll("note").find((row) => row["id"] === addendum["noteId"])?.["signature"];
      const signature = typeof above === "string" ? above : people.id();
      const signing = { signature, signedAt: now, hash: "0".repeat(64), seen: over?.mid ?? people.id() };
      return one({ name: "addendum.sign", args: { id: idOf(addendum), ...signing } });
    }
    case "read note":
      return one({ name: "note.read", args: { id: noteId, mid: midOf(note["merged"]) ?? people.id() } });
    case "delete note":
      return one({ name: "note.delete", args: { id: noteId, seen: seenOf([note]) } });
    case "restore note":
      return one({ name: "note.restore", args: { id: noteId } });
    case "keep note":
      return one({ name: "note.keep", args: { id: noteId, mid: midOf(note["revived"]) ?? people.id() } });
    default:
  }
  if (!summary || name === "summary") {
    const id = people.id();
    const request = { id, noteId, clientId: String(note["clientId"]), style: "recap", length: "brief" } as const;
    return one({ name: "summary.request", args: { ...request, textHash: "0".repeat(64) } });
  }
  const id = idOf(summary);
  switch (name) {
    case "stop":
      return one({ name: "summary.stop", args: { id } });
    case "summary text":
      return one({ name: "summary.edit", args: { id, text: { value: unique, over: overOf(summary, "text") } } });
    case "approve":
      return one({ name: "summary.approve", args: { id } });
    case "discard":
      return one({ name: "summary.discard", args: { id } });
    default:
      return newClient();
  }
}

const TAGS = ["new", "weekly", "online"];

function statusBy(pick: number): ClientStatus {
  return ClientStatus.options[pick % ClientStatus.options.length] ?? "active";
}

/** A new person, some of them with a further number. */
function someone(givenName: string, pick: number) {
  const contacts = pick % 3 ? {} : { [FIRST_CONTACT]: { kind: "phone" as const, label: "", value: givenName } };
  return { fields: { ...blankClient, givenName }, tags: pick % 4 === 0 ? ["new"] : [], contacts };
}

/** Two people's clients may have the same entry: it is named within the client. */
const FIRST_CONTACT = "0197f2b0-0000-7000-8000-0000000000cc";

const GOAL = { title: "", details: "", unit: "", start: null, target: null, dueOn: null, status: "open" as const };

/** An entry of a record that is there, or a new one. */
function entryOf(row: AnyRow, record: string, pick: number, id: string): string {
  const held = Object.keys((row[record] as object | undefined) ?? {}); // a record, by its name
  return pick % 3 === 0 ? id : (held[pick % Math.max(1, held.length)] ?? id);
}

/** Adds an entry, changes one or takes it away. */
function contactAct(client: AnyRow, pick: number, unique: string, id: string): Act {
  const held = Object.keys((client["contacts"] as object | undefined) ?? {}); // a client's contacts
  const contact = pick % 3 === 0 ? id : (held[pick % Math.max(1, held.length)] ?? FIRST_CONTACT);
  const value = pick % 5 === 0 ? null : { kind: "phone" as const, label: "", value: unique };
  const over = overOf(client, `contacts.${contact}`);
  return {
    name: "client.change",
    args: { id: String(client["id"]), changes: { contacts: { [contact]: { value, over } } } },
  };
}

/** What somebody sees who deletes a client: their last change, and those of their notes. */
function seenWith(model: DeviceModel, client: AnyRow): string[] {
  const notes = model.shownAll("note").filter((row) => row["clientId"] === client["id"]);
  return seenOf([client, ...notes]);
}

function overOf(row: AnyRow, field: string): { at: number; mid: string } | null {
  const stamp = (row["stamps"] as Record<string, { at: number; mid: string }> | undefined)?.[field]; // every such row has stamps
  return stamp ? { at: stamp.at, mid: stamp.mid } : null;
}

function seenOf(rows: readonly AnyRow[]): string[] {
  return rows.flatMap(({ changed, besides }) => [changed, besides].flatMap((stamp) => midOf(stamp) ?? []));
}

function midOf(stamp: unknown): string | undefined {
  return typeof stamp === "object" && stamp !== null && "mid" in stamp ? String(stamp.mid) : undefined;
}
