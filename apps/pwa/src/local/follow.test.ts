import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { expect, test, vi } from "vitest";

import { followBeside } from "./follow.ts";

Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange }); // nothing is followed without

test("a question that is asked anew while it waits for its turn keeps it, and is answered with what is there by then", async () => {
  const database = new Dexie("notes");
  database.version(1).stores({ words: "" });
  const words = database.table<string, number>("words");
  const turns: (() => void)[] = [];
  const follow = followBeside({ turn: () => new Promise((done) => turns.push(done)) });
  const answers: (string | undefined)[] = [];
  let asked = 0;
  const find = async () => {
    asked++;
    return words.get(1);
  };
  await database.open();
  const unfollow = follow(find, { answer: (word) => answers.push(word), failed: () => expect.unreachable() });
  await vi.waitFor(() => expect(answers).toEqual([undefined]));

  // Whoever types on asks it anew with each word that is kept.
  for (const word of ["Slept", "Slept better", "Slept better."]) {
    await words.put(word, 1);
    await vi.waitFor(() => expect(turns).toHaveLength(1));
  }
  await new Promise((done) => setTimeout(done, 50));
  expect(turns, "one place in the line").toHaveLength(1);
  turns.splice(0).forEach((go) => go());
  await vi.waitFor(() => expect(answers).toEqual([undefined, "Slept better."]));
  expect(asked).toBe(2);

  await words.put("Walk.", 1);
  await vi.waitFor(() => expect(turns, "the next one waits anew").toHaveLength(1));
  turns.splice(0).forEach((go) => go());
  await vi.waitFor(() => expect(answers.at(-1)).toBe("Walk."));
  unfollow();
  database.close();
});
