import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";

import { deriveInWorker } from "../../local/argon2.ts";
import { openKeyHandover, type KeyHolder } from "../../local/key-handover.ts";
import { openKeyring, type KeyringEntry } from "../../local/keyring.ts";
import { aSearchSeat, type SearchSeat } from "../../local/search/search-seat.ts";
import { isHandedOver } from "../../platform/handing-over.tsx";
import { adoptFirst } from "../../sync/adopt-first.ts";
import { browserWorld } from "../../sync/browser-world.ts";
import { openDevice, type Device } from "../../sync/device.ts";
import type { Engine } from "../../sync/engine.ts";
import { startEngineLater } from "../../sync/lazy-engine.ts";
import { OpenWords } from "../../writing/open-words.ts";
import { lazyTransport } from "./lazy-transport.ts";
import type { Profile } from "./profile.ts";
import { countWaiting, removeRecords } from "./records-here.ts";
import { renewSignIn } from "./renew-sign-in.ts";
import type { NotSignedOut, Waits } from "./what-waits.ts";

/** Who is here, on this device, in this tab. */
export type Session =
  | { kind: "opening" }
  | { kind: "none" }
  | { kind: "locked"; entry: KeyringEntry; waiting: number }
  | {
      kind: "open";
      accountId: string;
      email: string;
      name: string | undefined;
      device: Device;
      engine: Engine;
      search: SearchSeat;
      holder: KeyHolder;
    }
  | { kind: "unreadable" }
  | { kind: "revoked" };

export type SessionActs = {
  session: Session;
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

/** `name`: as the server gave it when the person signed in a moment ago; nothing on the disk says it. */
type Opening = Pick<KeyringEntry, "accountId" | "email"> & { name?: string };

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
  const openWords = useRef(0);

  function retry(): void {
    setSession({ kind: "opening" });
    setAttempt((count) => count + 1);
  }

  /** Opens the practice; undefined when another tab had something against it before it was in sight. */
  async function open(entry: Opening, key: Uint8Array<ArrayBuffer>): Promise<Engine | undefined> {
    const { accountId, email, name } = entry;
    /** The practice once it is in sight, and where to go instead of that. */
    const at: { practice?: Session & { kind: "open" }; elsewhere?: () => void } = {};
    const leave = (to: () => void) => {
      holder.stop();
      if (!at.practice) return void (at.elsewhere = to);
      const { engine, search, device } = at.practice;
      engine.stop();
      search.end();
      device.close();
      to();
    };
    /** Takes the practice out of sight: a screen that goes keeps what is typed on it. Resolves once that is kept. */
    const keepAll = async ({ device }: Session & { kind: "open" }) => {
      flushSync(() => setSession({ kind: "opening" }));
      await device.atRest();
    };
    // Before anything is opened: a tab that hands the device over meanwhile must find this one.
    const holder = handover.answer(accountId, key, {
      isHandedOver: () => isHandedOver(accountId),
      async lock() {
        if (at.practice) {
          const { practice } = at;
          const { device } = practice;
          if (openWords.current > 0 || !device.isSaving()) return false;
          await keepAll(practice);
          if (!device.isSaving()) {
            setSession(practice);
            return false;
          }
        }
        leave(retry);
        return true;
      },
      signedOut() {
        const kept = at.practice ? keepAll(at.practice) : Promise.resolve();
        void kept.then(() => leave(() => setSession({ kind: "none" })));
      },
    });
    const device = await openDevice({ accountId, key, world: browserWorld(lazyTransport()) }).catch(
      (error: unknown) => {
        holder.stop();
        // Never an empty practice: the notice says that the disk does not answer, and tries again.
        setSession({ kind: "unreadable" });
        throw error;
      },
    );
    // Before anything is in sight: whoever typed on in a field would be at odds with their own last words.
    await adoptFirst(device);
    await keyring.setCurrent(accountId);
    if (at.elsewhere) {
      device.close();
      at.elsewhere();
      return undefined;
    }
    const engine = startEngineLater(device);
    const search = aSearchSeat(accountId, key);
    at.practice = { kind: "open", accountId, email, name, device, engine, search, holder };
    setSession(at.practice);
    // The server's word that the person took this device's access away, and nothing else, removes what is here.
    const forget = engine.onState(() => {
      if (engine.state().kind !== "revoked") return;
      forget();
      leave(() => void forgetHere(accountId).then(() => setSession({ kind: "revoked" })));
    });
    return engine;
  }

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

  const locked = session.kind === "locked" ? session.entry.accountId : undefined;
  useEffect(() => (locked ? handover.onNews(locked, retry) : undefined), [locked]);

  const acts: SessionActs = {
    session,

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
      const { accountId, device, engine, search, holder } = session;
      const { whyNotSignedOut } = await import("./what-waits.ts");
      const why = await whyNotSignedOut({ device, holder, told: remove ? told : undefined });
      if (why) return why;
      holder.stop();
      engine.stop();
      search.end();
      device.close();
      await (remove ? keyring.remove(accountId) : keyring.setCurrent(null));
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
    <OpenWords value={openWords}>
      <SessionContext value={acts}>{children}</SessionContext>
    </OpenWords>
  );
}

/** Removes everything of an account from this device: its key first, so that nothing that is left can be read. */
async function forgetHere(accountId: string): Promise<void> {
  await keyring.remove(accountId);
  await removeRecords(accountId);
}
