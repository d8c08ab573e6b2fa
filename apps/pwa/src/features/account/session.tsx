import { createContext, useContext, useEffect, useRef, useState, type ReactNode, type SetStateAction } from "react";

import { deriveInWorker } from "../../local/argon2.ts";
import { openKeyHandover } from "../../local/key-handover.ts";
import { openKeyring, type KeyringEntry } from "../../local/keyring.ts";
import { FieldsContext, fieldsIn } from "../../writing/fields-here.ts";
import type { NotKept } from "../../writing/not-kept.ts";
import { openPractice, type Opening, type Shown } from "./opening.ts";
import type { Profile } from "./profile.ts";
import { countWaiting, removeRecords } from "./records-here.ts";
import { renewSignIn } from "./renew-sign-in.ts";
import type { NotSignedOut, Waits } from "./what-waits.ts";

/** Who is here, on this device, in this tab. */
export type Session = Shown | { kind: "locked"; entry: KeyringEntry; waiting: number };

export type SessionActs = {
  session: Session;
  /** Words that could not be kept; they outlast the practice behind its lock. */
  notKept: readonly NotKept[];
  setNotKept: (change: SetStateAction<readonly NotKept[]>) => void;
  /** After the server has let somebody in: opens their practice here, making it when it is new to this device. */
  enter(profile: Profile, password: string): Promise<"open" | "other-password">;
  /** Opens the practice that waits behind the lock. */
  unlock(password: string): Promise<"open" | "wrong-password">;
  /** Whether this is the password that opens what is open: who says it owns the practice. It needs no network. */
  recognises(password: string): Promise<boolean>;
  /** Leaves the lock screen for the sign-in page; what is locked stays where it is. */
  leaveLocked(): Promise<void>;
  /** Tries again to open what is on this device. */
  retry(): void;
  /**
   * Signs out here, in all tabs. `remove`: also takes this account's records off this device, when nothing waits there but
   * what the person was `told` of. Resolves with why not, when it stays as it is.
   */
  signOut(how: { remove: boolean; told: Waits }): Promise<NotSignedOut | undefined>;
};

const SessionContext = createContext<SessionActs | null>(null);

export function useSession(): SessionActs {
  const acts = useContext(SessionContext);
  if (!acts) throw new Error("no session above");
  return acts;
}

const keyring = openKeyring(deriveInWorker);
const handover = openKeyHandover(() => new BroadcastChannel("cliently-keys"));

/** Holds who is here. A fresh tab gets the key from another open one; otherwise the password is asked, network or not. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session>({ kind: "opening" });
  const [attempt, setAttempt] = useState(0);
  const [fields] = useState(fieldsIn);
  const fieldsRef = useRef(fields);
  const [notKept, drawNotKept] = useState<readonly NotKept[]>([]);
  const left = useRef(notKept); // as they are by now, drawn or not

  function retry(): void {
    setSession({ kind: "opening" });
    setAttempt((count) => count + 1);
  }

  function setNotKept(change: SetStateAction<readonly NotKept[]>): void {
    left.current = typeof change === "function" ? change(left.current) : change;
    drawNotKept(left.current);
  }

  /** Whether words are in this tab that are nowhere else, not on the disk either. */
  const hasWords = () => left.current.some(({ draft }) => !draft) || fieldsRef.current.isAny("isUnkept");

  const open = (entry: Opening, key: Uint8Array<ArrayBuffer>) =>
    openPractice(entry, key, { keyring, handover, hasWords, show: setSession, retry });

  useEffect(() => {
    let current = true;
    void (async () => {
      try {
        const entry = await keyring.current();
        if (!current) return;
        if (!entry) return setSession({ kind: "none" });
        const key = await handover.ask(entry.accountId);
        if (!current) return;
        if (key) await open(entry, key);
        else setSession({ kind: "locked", entry, waiting: await countWaiting(entry.accountId) });
      } catch {
        // The disk did not answer. That is no reason to show an empty practice.
        if (current) setSession({ kind: "unreadable" });
      }
    })();
    return () => {
      current = false;
    };
  }, [attempt]);

  const isOver = session.kind === "none" || session.kind === "revoked";
  useEffect(() => {
    if (isOver) setNotKept([]); // whoever comes next must not read them
  }, [isOver]);

  const locked = session.kind === "locked" ? session.entry.accountId : undefined;
  useEffect(() => (locked ? handover.onNews(locked, retry) : undefined), [locked]);

  const acts: SessionActs = {
    session,
    notKept,
    setNotKept,

    async enter(profile, password) {
      const entry = await keyring.find(profile.accountId);
      const key = entry ? await keyring.unlock(entry, password) : await keyring.add(profile, password);
      if (!key) {
        await keyring.setCurrent(profile.accountId);
        if (entry) setSession({ kind: "locked", entry, waiting: await countWaiting(entry.accountId) });
        return "other-password";
      }
      const engine = await open(profile, key);
      engine?.signedInAgain(); // other tabs may have stopped when the last sign-in ended
      return "open";
    },

    async unlock(password) {
      if (session.kind !== "locked") return "open";
      const key = await keyring.unlock(session.entry, password);
      if (!key) return "wrong-password";
      const engine = await open(session.entry, key);
      void renewSignIn(session.entry.email, password).then((isRenewed) => isRenewed && engine?.signedInAgain());
      return "open";
    },

    async recognises(password) {
      if (session.kind !== "open") return false;
      const entry = await keyring.find(session.accountId);
      return entry !== undefined && (await keyring.unlock(entry, password)) !== undefined;
    },

    retry,

    async leaveLocked() {
      await keyring.setCurrent(null);
      setSession({ kind: "none" });
    },

    async signOut({ remove, told }) {
      if (session.kind !== "open") return undefined;
      if (left.current.length > 0 || hasWords()) return "has-words-here";
      const { accountId, device, engine, search, holder } = session;
      const { whyNotSignedOut } = await import("./what-waits.ts");
      const why = await whyNotSignedOut({ device, holder, told: remove ? told : undefined });
      if (why) return why;
      try {
        await (remove ? keyring.remove(accountId) : keyring.setCurrent(null));
      } catch (error) {
        holder.again();
        throw error;
      }
      holder.stop();
      engine.stop();
      search.end();
      device.close();
      handover.signedOut(accountId);
      if (remove) await removeRecords(accountId);
      setSession({ kind: "none" });
      const { makeApi } = await import("../../api.ts");
      await makeApi()
        .account.signOut.mutate()
        .catch(() => {}); // offline, or signed out already: the cookie ends by itself
      return undefined;
    },
  };

  return (
    <FieldsContext value={fields}>
      <SessionContext value={acts}>{children}</SessionContext>
    </FieldsContext>
  );
}
