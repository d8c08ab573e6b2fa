/** How long a fresh tab waits for an unlocked one before it asks for the password, in ms. */
const ANSWER_MS = 400;

type Ask = { kind: "ask"; accountId: string; question: string };
type Answer = { kind: "answer"; question: string; key: Uint8Array<ArrayBuffer> };
type Word = Ask | Answer | { kind: "signed-out"; accountId: string };

/** The talk between the tabs of this origin about device keys. Nothing of it touches the disk. */
export type KeyHandover = {
  /** The key from another unlocked tab of the account, or undefined when none answers. */
  ask(accountId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Answers other tabs from now on, until the returned function is called. */
  answer(accountId: string, key: Uint8Array<ArrayBuffer>, signedOut: () => void): () => void;
  /** Tells the account's other tabs that the person signed out on this device. */
  signedOut(accountId: string): void;
};

export function openKeyHandover(open: () => BroadcastChannel): KeyHandover {
  return {
    ask(accountId) {
      const channel = open();
      const question = crypto.randomUUID();
      return new Promise<Uint8Array<ArrayBuffer> | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
        channel.onmessage = ({ data }: MessageEvent<Word>) => {
          if (data.kind !== "answer" || data.question !== question) return;
          clearTimeout(timer);
          resolve(data.key);
        };
        channel.postMessage({ kind: "ask", accountId, question } satisfies Word);
      }).finally(() => channel.close());
    },

    answer(accountId, key, signedOut) {
      const channel = open();
      channel.onmessage = ({ data }: MessageEvent<Word>) => {
        if (data.kind === "ask" && data.accountId === accountId) {
          channel.postMessage({ kind: "answer", question: data.question, key } satisfies Word);
        }
        if (data.kind === "signed-out" && data.accountId === accountId) signedOut();
      };
      return () => channel.close();
    },

    signedOut(accountId) {
      const channel = open();
      channel.postMessage({ kind: "signed-out", accountId } satisfies Word);
      channel.close();
    },
  };
}
