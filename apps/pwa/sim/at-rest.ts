import { isReadable } from "@cliently/api/domain/note/y-update";

import { deletions, mergedFields } from "./fields.ts";
import { signatures } from "./signatures.ts";
import { isEqual, difference } from "./equal.ts";
import type { AnyRow } from "./reference.ts";
import type { Account, World } from "./world.ts";
import { docOf, wordsIn } from "./words.ts";

/** The laws that speak of a world at rest. */
export async function laterLaws(world: World): Promise<void> {
  const { verdicts, accounts, profiles, server } = world;
  const { hold } = verdicts;
  for (const account of accounts) {
    const { id, model, people } = account;
    const looked = await server.look(id);
    const rows = looked.rows;
    hold(
      "L13",
      looked.head.version === model.head,
      () => `the server is at ${looked.head.version}, its log at ${model.head}`,
    );
    for (const place of model.places()) {
      const expected = model.asOf(place, model.head);
      const row = rows.get(place);
      if (!row && place.startsWith("note-update|")) {
        const folded = rows.get(`note-text|${String(expected?.row["noteId"])}`);
        hold("L4", Number(folded?.["upto"] ?? 0) >= (expected?.version ?? 0), () => `${place} is gone`);
        continue;
      }
      hold("L4", isEqual(row, expected?.row), () => `${place}: ${difference(row, expected?.row)}`);
    }
    for (const place of rows.keys())
      hold(
        "L13",
        place.startsWith("note-text|") || model.asOf(place, model.head) !== undefined,
        () => `${place} came from nowhere`,
      );

    const texts = new Map<string, string>();
    for (const row of rowsOf(account, "note"))
      texts.set(String(row["id"]), wordsIn(docOf(model.textAt(String(row["id"]), model.head))));

    for (const profile of profiles) {
      const device = profile.models.get(id);
      if (!device || !profile.tabs.some((tab) => tab.accountId === id)) continue;
      await device.checkAll();
      for (const { mid, args } of device.committed.values())
        hold(
          "L1",
          model.decisions.has(mid) || isBack(account, mid, args),
          () => `${profile.browser.name}: ${mid} is nowhere`,
        );
      for (const noun of ["client", "consent", "note", "summary"] as const) {
        const own = new Map(device.shownAll(noun).map((row) => [String(row["id"]), row]));
        for (const row of rowsOf(account, noun))
          hold(
            "L7",
            isEqual(own.get(String(row["id"])), row),
            () => `${profile.browser.name}: ${noun}: ${difference(own.get(String(row["id"])), row)}`,
          );
      }
      for (const [noteId, words] of texts) {
        hold(
          "L7",
          wordsIn(docOf(device.shownText(noteId))) === words,
          () => `${profile.browser.name}: the words of ${noteId} differ`,
        );
        for (const tab of profile.tabs) {
          for (const editor of tab.editors) {
            if (tab.accountId !== id || editor.noteId !== noteId) continue;
            const shown = wordsIn(editor.text.doc);
            // What no disk could keep, and the server lost with its backup, is left on the screen alone.
            const isLast =
              world.wasRestored() &&
              [...people.words.values()].some(({ word, isServerOnly }) => isServerOnly && shown.includes(word));
            hold(
              "L8",
              shown === words || isLast,
              () => `${tab.page.owner.name}: the open note shows\n${shown}\nand not\n${words}`,
            );
          }
        }
      }
    }

    const aside = wordsAside(profiles.flatMap((profile) => profile.models.get(id)?.aside() ?? []));
    for (const { word, noteId, isOwed, isErased } of people.words.values()) {
      if (!isOwed || isErased) continue;
      hold(
        "L15",
        (texts.get(noteId) ?? "").includes(word) || (aside.get(noteId) ?? "").includes(word),
        () => `${word} of ${noteId} is lost: ${texts.get(noteId)}`,
      );
    }
    mergedFields(account, verdicts);
    deletions(account, verdicts);
    signatures(account, verdicts);
  }
}

function rowsOf({ model }: Account, noun: string): AnyRow[] {
  const rows: AnyRow[] = [];
  for (const place of model.places()) {
    const kept = place.startsWith(`${noun}|`) ? model.asOf(place, model.head) : undefined;
    if (kept) rows.push(kept.row);
  }
  return rows;
}

/** After a backup was restored, what a device had seen comes back as rows; the words in them are looked at one by one. */
function isBack({ model }: Account, mid: string, args: unknown): boolean {
  if (!model.wasDecided(mid) || !model.log.some(({ name }) => name === "history.rejoin")) return false;
  const { id } = args as { id?: unknown }; // every mutation names its row so
  return [...model.places()].some((place) => place.endsWith(`|${String(id)}`));
}

/** The words of what was set aside, by note: one part may build on another. */
function wordsAside(bodies: readonly { args: unknown }[]): Map<string, string> {
  const updates = new Map<string, string[]>();
  for (const { args } of bodies) {
    const { id, update } = (args ?? {}) as { id?: unknown; update?: unknown }; // whatever it is an argument of
    if (typeof update !== "string" || typeof id !== "string") continue;
    updates.set(id, [...(updates.get(id) ?? []), update]);
  }
  return new Map([...updates].map(([noteId, own]) => [noteId, wordsIn(docOf(own.filter(isReadable)))]));
}
