/** How long a fresh tab waits for an unlocked one before it asks for the password, in ms. */
const ANSWER_MS = 400;

/** How long other tabs get to keep what is typed in them and to close the records, in ms. */
const CLOSING_MS = 3_000;

type Ask = { kind: "ask"; accountId: string; question: string };
type Answer = { kind: "answer"; question: string; key: Uint8Array<ArrayBuffer> };
type News = { kind: "signed-out" | "lock" | "has-words" | "answers-again"; accountId: string; by?: string };
type Word = Ask | Answer | News;

/** The talk between the tabs of this origin about device keys. Nothing of it touches the disk. */
export type KeyHandover = {
  /** The key from another unlocked tab of the account, or undefined when none answers. */
  ask(accountId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Answers other tabs from now on. */
  answer(accountId: string, key: Uint8Array<ArrayBuffer>, tab: OpenTab): KeyHolder;
  /** Tells the account's other tabs that the person signed out on this device. */
  signedOut(accountId: string): void;
  /**
   * For who waits behind the lock. Calls `listener` when a tab of the account that gave nobody the key does so again, and
   * when the person signed out. Returns how to stop that.
   */
  onNews(accountId: string, listener: () => void): () => void;
};

/** An open practice, as the other tabs see it. */
export type OpenTab = {
  /** A client has it: it shows no records, and gives nobody the key. */
  isHandedOver(): boolean;
  /** Keeps what is typed, closes the records and stops. False: words would be lost by that, so it stays as it is. */
  lock(): Promise<boolean>;
  signedOut(): void;
};

/** This tab, as long as it has the key of an account. */
export type KeyHolder = {
  /**
   * Sends the account's other tabs behind their locks; nobody gets the key from here until `again`. `locked`: no other tab
   * shows records any more. Otherwise one `has-words` that it would lose, or gives `no-answer`.
   */
  lockOthers(): Promise<LockingOthers>;
  /** This tab shows its records again: the others may come out from behind their locks. */
  again(): void;
  stop(): void;
};

export type LockingOthers = "locked" | "has-words" | "no-answer";

export function openKeyHandover(open: () => BroadcastChannel): KeyHandover {
  const say = (kind: News["kind"], accountId: string, by?: string) => {
    const channel = open();
    channel.postMessage({ kind, accountId, ...(by && { by }) } satisfies Word);
    channel.close();
  };
  /** Calls `listener` with what other tabs of the account say. */
  const hear = (accountId: string, listener: (word: News | Ask, channel: BroadcastChannel) => void) => {
    const channel = open();
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind !== "answer" && data.accountId === accountId) listener(data, channel);
    };
    return () => channel.close();
  };

  return {
    ask(accountId) {
      const channel = open();
      const question = crypto.randomUUID();
      return new Promise<Uint8Array<ArrayBuffer> | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
        const put = () => channel.postMessage({ kind: "ask", accountId, question } satisfies Word);
        channel.onmessage = ({ data }: MessageEvent<Word>) => {
          if (data.kind === "answers-again" && data.accountId === accountId) return put(); // it was not heard before
          if (data.kind !== "answer" || data.question !== question) return;
          clearTimeout(timer);
          resolve(data.key);
        };
        put();
      }).finally(() => channel.close());
    },

    answer(accountId, key, tab) {
      const showing = recordsShown(accountId);
      const me = crypto.randomUUID();
      let isAlone = false;
      showing.begin();
      const stopHearing = hear(accountId, (word, channel) => {
        if (word.kind === "signed-out") return tab.signedOut();
        // What a client answers in it would be gone with the records.
        if (word.kind === "lock" && word.by !== me && tab.isHandedOver()) return say("has-words", accountId);
        if (isAlone || tab.isHandedOver()) return;
        if (word.kind === "ask") channel.postMessage({ kind: "answer", question: word.question, key } satisfies Word);
        if (word.kind === "lock") void tab.lock().then((isLocked) => isLocked || say("has-words", accountId));
      });

      return {
        async lockOthers() {
          isAlone = true;
          showing.end();
          const told = new AbortController();
          const stopListening = hear(accountId, ({ kind }) => kind === "has-words" && told.abort("has-words"));
          const timer = setTimeout(() => told.abort("no-answer"), CLOSING_MS);
          say("lock", accountId, me);
          return showing
            .endedEverywhere(told.signal)
            .then(
              () => {
                showing.begin();
                return "locked" as const;
              },
              () => told.signal.reason as LockingOthers, // nothing else aborts it
            )
            .finally(() => {
              clearTimeout(timer);
              stopListening();
            });
        },
        again() {
          isAlone = false;
          showing.begin();
          say("answers-again", accountId);
        },
        stop() {
          stopHearing();
          showing.end();
        },
      };
    },

    signedOut: (accountId) => say("signed-out", accountId),

    onNews: (accountId, listener) =>
      hear(accountId, ({ kind }) => (kind === "answers-again" || kind === "signed-out") && listener()),
  };
}

/**
 * That a tab shows an account's records, or what a client answers, told by a lock which all that do so hold at once: it goes
 * with a tab that dies.
 */
function recordsShown(accountId: string) {
  const name = `cliently-shown-${accountId}`;
  let shown = new AbortController();
  shown.abort();

  return {
    begin() {
      if (!shown.signal.aborted) return;
      shown = new AbortController();
      const { signal } = shown;
      const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      navigator.locks.request(name, { mode: "shared", signal }, () => ended).catch(() => {}); // ended before it began
    },
    end() {
      shown.abort();
    },
    /** Resolves when nobody shows them any more; rejects when `signal` is aborted before. */
    endedEverywhere: (signal: AbortSignal) => navigator.locks.request(name, { signal }, () => {}),
  };
}
