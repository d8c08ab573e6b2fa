import { boxOver, cacheOver, SearchSnapshot, type Place } from "../databases.ts";
import { makeSealer } from "../sealing.ts";
import type { Question } from "./question.ts";
import { makeSearcher, type Searcher } from "./searcher.ts";
import { snapshotsIn } from "./snapshot.ts";
import type { WordFromSearcher, WordToSearcher } from "./word-to-searcher.ts";

// Holds the index of an account, off the main thread, for as long as its practice is open in a tab. Whoever closes the
// practice ends the worker, and the key and the words go with it.

/** How long nothing is asked before the index is kept, in ms, and how much must be new. */
const IDLE_MS = 2_000;
const WORTH_KEEPING = 100;

/** Only reads: room is made by whoever writes. */
const place: Place = { isUsed: async () => true };
const questions = new Map<number, Question>();
const due = new Set<number>();
let isAnswering = false;
let opening: Promise<Searcher> | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;

async function open(accountId: string, key: Uint8Array<ArrayBuffer>): Promise<Searcher> {
  const sealer = await makeSealer(accountId, key, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const [cache, box] = [cacheOver(place, accountId), boxOver(place, accountId)];
  const snapshots = snapshotsIn(
    () => new SearchSnapshot(accountId),
    sealer,
    () => crypto.randomUUID(),
  );
  return makeSearcher({ cache, box, sealer }, snapshots, askAgain);
}

async function answerAll(searcher: Searcher): Promise<void> {
  if (isAnswering) return;
  isAnswering = true;
  for (let number = [...due].at(-1); number !== undefined; number = [...due].at(-1)) {
    const mine = number;
    due.delete(mine);
    const question = questions.get(mine);
    if (!question) continue;
    const isWanted = () => questions.get(mine) === question;
    await searcher
      .ask(question, (answer) => tell({ kind: "answer", number: mine, answer }), isWanted)
      .catch(() => tell({ kind: "failed", number: mine }));
  }
  isAnswering = false;
  clearTimeout(idle);
  idle = setTimeout(() => searcher.unsaved() >= WORTH_KEEPING && void searcher.save(), IDLE_MS);
}

/** What is asked stays asked: more of the practice may have been read, or have come, that answers it. */
function askAgain(): void {
  for (const number of questions.keys()) if (!due.has(number)) due.add(number);
  void opening?.then(answerAll);
}

function tell(word: WordFromSearcher): void {
  self.postMessage(word);
}

self.addEventListener("message", ({ data }: MessageEvent<WordToSearcher>) => {
  switch (data.kind) {
    case "open":
      opening = open(data.accountId, data.key);
      break;
    case "ask":
      questions.set(data.number, data.question);
      due.add(data.number);
      void opening?.then(answerAll);
      break;
    case "forget":
      questions.delete(data.number);
      due.delete(data.number);
      break;
    case "look":
      askAgain();
  }
});
