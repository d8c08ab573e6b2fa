import type { Snapshot } from "@cliently/api/testing/memory-storage";

import { Refused } from "@cliently/api/domain/mutation";

import { openDevice, type Device } from "../src/sync/device.ts";
import { startEngine, type Engine } from "../src/sync/engine.ts";
import { mutate } from "../src/sync/mutate.ts";
import { openNoteText, type NoteText } from "../src/sync/note-text.ts";
import { memoryDisk, type Tables } from "../src/testing/memory-database.ts";
import { aBrowser, plainSealer, type Browser, type OpenPage } from "./browser.ts";
import { aDeviceModel, type DeviceModel } from "./device-model.ts";
import type { Verdicts } from "./laws.ts";
import { aLine, FINE, type Line } from "./network.ts";
import { deed, somePeople, type Deed, type People } from "./person.ts";
import type { PostgresServer } from "./postgres.ts";
import { anOwner, type Scheduler } from "./scheduler.ts";
import type { Action, Config } from "./script.ts";
import { aServerModel, type ServerModel } from "./server-model.ts";
import { aServer, type Server } from "./server.ts";
import { beginTape } from "./tape.ts";
import { isWithin, typeInto } from "./words.ts";

/** So few loose updates are folded on a device here, that it happens in short histories. */
const LOOSE = 3;

/** A tab with the app in it. What opening and starting leave is there as soon as they are through. */
export type Tab = {
  page: OpenPage;
  profile: Profile;
  accountId: string;
  device?: Device;
  engine?: Engine;
  editors: Editor[];
};

/** A note that is open in a tab, with the words that were typed there and are not known to be safe yet. */
type Editor = { noteId: string; text: NoteText; unsure: Set<string> };

/** A browser profile, the line it is on, and what the laws know of each account in it. */
export type Profile = {
  browser: Browser;
  line: Line;
  models: Map<string, DeviceModel>;
  tabs: Tab[];
  opened: number;
  /** What was surely on the disk a while ago; the cache's writes are relaxed. */
  earlier: Map<string, Tables>;
};

export type Account = { id: string; model: ServerModel; people: People; backup?: number };

export type World = {
  readonly scheduler: Scheduler;
  readonly verdicts: Verdicts;
  readonly server: Server;
  readonly accounts: readonly Account[];
  readonly profiles: readonly Profile[];
  /** Lets one thing of a script happen. */
  play(action: Action): void;
  /** Everything that can go well goes well from now on, and everybody who is away comes back. */
  heal(): void;
  /** Thaws all tabs and mends all disks; the network stays as it is. */
  wake(): void;
  /** L8 of what waits, in browsers with a tab. */
  allShown(): void;
  wasRestored(): boolean;
  /** Whether every device has sent and heard all there is. Says what is still missing. */
  unrest(): string | undefined;
};

/** What a world stands on, other than memory alone. `isTaped`: what the browsers' databases are asked is taken down. */
export type Over = { postgres?: PostgresServer; isTaped?: boolean };

const SCRIPT = anOwner("script");

export function aWorld(
  scheduler: Scheduler,
  verdicts: Verdicts,
  config: Config,
  { postgres, isTaped }: Over = {},
): World {
  const numbers = scheduler.prng.fork();
  const { hold, meet } = verdicts;
  const now = () => scheduler.now();
  const accounts: Account[] = Array.from({ length: config.accounts }, (_, index) => {
    const people = somePeople(numbers.fork(), now);
    return { id: postgres?.accounts[index] ?? people.id(), model: aServerModel(verdicts, now), people };
  });
  const server = aServer(
    scheduler,
    accounts.map(({ id }) => id),
    { pageBytes: config.pageBytes, postgres },
  );
  server.onCommit((commit) => {
    meet("server commits");
    accountOf(commit.accountId).model.commit(commit);
  });
  // A request that came twice may break twice at the same moment: that delays nobody once more.
  server.onFailure((mutation, times) => hold("L11", times <= 4, () => `${mutation} was tried ${times} times`));
  const profiles: Profile[] = [];
  let backup: Snapshot | undefined;
  let isRestored = false;

  function accountOf(accountId: string): Account {
    const found = accounts.find(({ id }) => id === accountId);
    if (!found) throw new Error("no such account");
    return found;
  }

  function addProfile(from?: Profile): Profile {
    const name = `browser-${profiles.length}`;
    const disk = from?.browser.disk.copy() ?? memoryDisk();
    const ids = accounts.map(({ id }) => id);
    const browser = aBrowser(scheduler, name, disk, isTaped ? beginTape(disk, ids) : undefined);
    browser.diskMs = config.diskMs;
    const line = aLine(scheduler, () => browser, server);
    line.weather = { ...FINE, delayMs: config.delayMs };
    const models = new Map(
      accounts.map(({ id, model }) => [id, aDeviceModel(browser, id, model, verdicts, from?.models.get(id))]),
    );
    for (const [id, model] of models) if (from?.models.get(id)?.isOld) model.cacheIsOld();
    browser.disk.onCommit((commit) => models.get(commit.accountId)?.heard(commit));
    line.session = from?.line.session ?? accounts[profiles.length % accounts.length]?.id ?? null;
    const profile: Profile = { browser, line, models, tabs: [], opened: 0, earlier: new Map() };
    profiles.push(profile);
    return profile;
  }

  function openTab(profile: Profile, accountId: string): Tab {
    const { browser, line } = profile;
    const page: OpenPage = browser.open(
      `${browser.name}/${profile.opened++}`,
      line.transportOf(() => page.owner),
    );
    const tab: Tab = { page, profile, accountId, editors: [] };
    profile.tabs.push(tab);
    const boot = () => {
      openDevice({ accountId, world: tab.page.surroundings, sealer: plainSealer(accountId) }).then(
        (device) => {
          tab.device = device;
          tab.engine = startEngine(device);
        },
        // What opening an app that cannot open looks like is the screens' affair; the person tries again.
        () => scheduler.after(tab.page.owner, "reload", 1_000, boot, "tick"),
      );
    };
    boot();
    return tab;
  }

  const gone = (tab: Tab) => {
    tab.page.kill();
    tab.profile.tabs = tab.profile.tabs.filter((other) => other !== tab);
  };
  const modelOf = (tab: Tab) => {
    const model = tab.profile.models.get(tab.accountId);
    if (!model) throw new Error("no such account in this browser");
    return model;
  };

  // ── what people do ──────────────────────────────────────────────────────────────────────────────────────────────
  function does(tab: Tab, { acts, words }: Deed, pick: number): void {
    const { device } = tab;
    if (!device) return;
    const { people } = accountOf(tab.accountId);
    scheduler.count("mutation");
    const options = { rehearse: pick % 3 === 0, leaving: pick % 5 !== 0 };
    mutate(device, acts, options).then(
      ({ on }) => {
        for (const word of words) owe(people, word, on === "server");
        const model = modelOf(tab);
        const isKept =
          on === "device"
            ? acts.every(({ name, args }) => name === "note.edit" || model.hasCommitted(args))
            : isRestored || // it was there, and the server went back to before
              acts.every(({ args }) =>
                accountOf(tab.accountId).model.log.some(
                  (entry) => isSameText(entry.args, args) || goesAlong(args, entry.args),
                ),
              );
        hold("L1", isKept, () => `${tab.page.owner.name}: "saved" was said of ${acts[0]?.name} before it was (${on})`);
      },
      (error: unknown) => {
        // The person was told. What was typed is typed again, or not; nothing is owed.
        meet(error instanceof Refused ? "refused on the device" : "not saved");
      },
    );
  }

  function owe(people: People, word: string, isServerOnly: boolean): void {
    const known = people.words.get(word);
    if (!known) return;
    known.isOwed = true;
    known.isServerOnly = isServerOnly;
  }

  function openNote(tab: Tab, pick: number): void {
    const { device } = tab;
    if (!device || tab.editors.length > 2) return;
    const notes = modelOf(tab).shownAll("note");
    const noteId = notes.length ? String(notes[pick % notes.length]?.["id"]) : undefined;
    if (!noteId || tab.editors.some((editor) => editor.noteId === noteId)) return;
    openNoteText(device, noteId, { isOffline: () => !tab.profile.browser.isOnline, loose: LOOSE }).then(
      (text) => {
        text.doc.clientID = numbers.bits() >>> 1;
        const editor: Editor = { noteId, text, unsure: new Set() };
        tab.editors.push(editor);
        text.onReceipt(() => heardReceipt(tab, editor));
      },
      () => meet("notes that did not open"),
    );
  }

  /** The device says whether everything typed in this tab is safe. */
  function heardReceipt(tab: Tab, { text, unsure }: Editor): void {
    const { state } = text.receipt();
    if (state !== "device" && state !== "server") return;
    const isServerOnly = state === "server" && tab.profile.browser.fault !== undefined;
    for (const word of unsure) owe(accountOf(tab.accountId).people, word, isServerOnly);
    unsure.clear();
  }

  function type(tab: Tab, pick: number, times: number): void {
    const editor = tab.editors[pick % Math.max(1, tab.editors.length)];
    if (!editor) return openNote(tab, pick);
    for (let count = 0; count < times; count++) {
      const word = accountOf(tab.accountId).people.newWord(editor.noteId);
      editor.unsure.add(word);
      typeInto(editor.text.doc, word, pick + count);
      scheduler.count("typed");
    }
  }

  function erase(tab: Tab, pick: number): void {
    const editor = tab.editors[pick % Math.max(1, tab.editors.length)];
    if (editor) accountOf(tab.accountId).people.erase(editor.text.doc, editor.noteId, pick);
  }

  function closeNote(tab: Tab, pick: number): void {
    const editor = tab.editors[pick % Math.max(1, tab.editors.length)];
    if (!editor) return;
    tab.editors = tab.editors.filter((other) => other !== editor);
    const { people } = accountOf(tab.accountId);
    editor.text.close().then(
      () => {
        const isServerOnly = tab.profile.browser.fault !== undefined;
        for (const word of editor.unsure) owe(people, word, isServerOnly);
      },
      () => meet("not saved"),
    );
  }

  // ── a script ────────────────────────────────────────────────────────────────────────────────────────────────────
  function play(action: Action): void {
    const { who, tab: which, pick } = action;
    const profile = profiles[who % profiles.length] as Profile; // there is at least one
    const { browser, line } = profile;
    const process = server.processes[pick % Math.max(1, server.processes.length)];
    const tab = profile.tabs[which % Math.max(1, profile.tabs.length)];
    const awake = tab && tab.page.owner.state === "alive" ? tab : undefined;
    scheduler.count(`script.${action.does}`);
    if (pick % 7 === 0) for (const { id } of accounts) profile.earlier.set(id, browser.disk.snapshot("cache", id));
    switch (action.does) {
      case "deed":
        if (awake?.device) {
          const { people } = accountOf(awake.accountId);
          does(awake, deed(action.name, modelOf(awake), people, pick, awake.device.world.clock()), pick);
        }
        return;
      case "open note":
        return awake && openNote(awake, pick);
      case "type":
        return awake && type(awake, pick, 1);
      case "burst":
        return awake && type(awake, pick, 3 + (pick % 5));
      case "erase":
        return awake && erase(awake, pick);
      case "flush":
        for (const { text } of awake?.editors ?? []) void text.flush().catch(() => meet("not saved"));
        return;
      case "close note":
        return awake && closeNote(awake, pick);
      case "open tab":
        if (profile.tabs.length < 4 && line.session) openTab(profile, line.session);
        return;
      case "close tab":
        // As a browser closes one: hidden first, then gone.
        if (!awake || profile.tabs.length < 2) return;
        awake.page.show(false);
        scheduler.after(SCRIPT, "gone", pick % 30, () => gone(awake), "tick");
        return;
      case "kill tab":
        if (!tab) return;
        meet("tabs killed");
        gone(tab);
        if (profile.tabs.length === 0) openTab(profile, tab.accountId);
        return;
      case "freeze":
        if (!awake) return;
        meet("tabs frozen");
        return awake.page.freeze();
      case "thaw":
        for (const frozen of profile.tabs) frozen.page.thaw();
        return;
      case "hide":
        return tab?.page.show(false);
      case "show":
        return tab?.page.show(true);
      case "offline":
        return browser.setOnline(false);
      case "online":
        return browser.setOnline(true);
      case "storm":
        meet("storms");
        line.weather = stormy(pick, config.delayMs);
        return;
      case "calm":
        line.weather = { ...FINE, delayMs: config.delayMs };
        server.pokesLost = 0;
        for (const one of server.processes) one.busy = 0;
        return;
      case "clock":
        meet("clocks moved");
        browser.skew += action.ms;
        return;
      case "crash":
        meet("processes crashed");
        return server.crash(pick);
      case "drain":
        if (!process || server.processes.length < 2) return;
        process.drain();
        scheduler.after(SCRIPT, "stop", 3_000, () => server.stop(process), "tick");
        return;
      case "busy":
        if (process) process.busy = 0.1;
        return;
      case "deaf bus":
        server.pokesLost = 1;
        return;
      case "old build":
        process?.forget(OLD[pick % OLD.length] ?? []);
        return;
      case "new build":
        for (const one of server.processes) one.forget([]);
        return;
      case "disk full":
        browser.fault = "quota";
        return;
      case "disk dead":
        browser.fault = "closed";
        for (const { page } of profile.tabs) page.loseHandles();
        return;
      case "disk well":
        browser.fault = undefined;
        return;
      case "slow disk":
        browser.diskMs = 200;
        return;
      case "backup":
        backup = server.database.snapshot();
        for (const account of accounts) account.backup = account.model.head;
        return;
      case "session over":
        line.session = null;
        return;
      case "sign in":
        return signIn(profile, tab?.accountId ?? line.session);
      case "other account": {
        const other = accounts.find(({ id }) => id !== line.session);
        if (!other) return;
        meet("accounts changed");
        signIn(profile, other.id);
        if (profile.tabs.length < 4) openTab(profile, other.id);
        return;
      }
      case "clone":
        if (profiles.length > 3 || profile.tabs.some(({ device }) => !device)) return;
        meet("profiles cloned");
        openTab(addProfile(profile), profile.tabs[0]?.accountId ?? accounts[0]?.id ?? "");
        return;
      case "power cut":
        return evict(profile, true);
      case "cache gone":
        return evict(profile, false);
      case "restore":
        return restore();
      case "away":
        return;
    }
  }

  function signIn({ line, tabs }: Profile, accountId: string | null): void {
    line.session = accountId;
    for (const tab of tabs)
      if (tab.accountId === accountId && tab.page.owner.state === "alive") tab.engine?.signedInAgain();
  }

  /** The server lost everything since the backup. */
  function restore(): void {
    if (!backup) return;
    meet("backups restored");
    isRestored = true;
    for (let [one] = server.processes; one; [one] = server.processes) server.stop(one);
    server.restore(backup);
    for (const { model, people, backup: version } of accounts) {
      model.goBackTo(version ?? 0);
      // What no device could keep is gone with the server that had it; the person was told that it is not on this device.
      for (const word of people.words.values()) if (word.isServerOnly) word.isOwed = false;
    }
  }

  /** All tabs are gone, and the caches with them, or what was written to them last; the box is there. */
  function evict(profile: Profile, isPower: boolean): void {
    meet(isPower ? "power cut" : "caches lost");
    const { tabs, browser } = profile;
    const accountIds = new Set(tabs.map(({ accountId }) => accountId));
    for (const tab of tabs) gone(tab);
    for (const accountId of accountIds) {
      const earlier = profile.earlier.get(accountId);
      const rows = isPower ? earlier : undefined;
      browser.disk.replace("cache", accountId, rows);
      browser.tape?.units.push({
        kind: "cache",
        accountId,
        rows: new Map([...(rows ?? [])].map(([table, kept]) => [table, kept.sorted()])),
      });
      const model = profile.models.get(accountId);
      if (isPower && earlier) model?.cacheIsOld();
      else model?.cacheIsGone();
      openTab(profile, accountId);
    }
  }

  function wake(): void {
    for (const profile of profiles) {
      profile.browser.fault = undefined;
      profile.browser.diskMs = 0;
      for (const { page } of profile.tabs) page.thaw();
    }
  }

  function allShown(): void {
    for (const { browser, tabs, models } of profiles) {
      for (const [accountId, model] of models) {
        if (!tabs.some((tab) => tab.accountId === accountId && tab.engine)) continue;
        const { viewSeq = 0, ackedSeq = 0 } = model.state() ?? {};
        const unseen = model.waiting().filter(({ seq }) => seq > Math.max(viewSeq, ackedSeq)).length;
        hold("L8", unseen === 0, () => `${browser.name}: ${unseen} wait and no tab has painted them`);
      }
    }
  }

  function heal(): void {
    wake();
    server.pokesLost = 0;
    for (const process of server.processes) {
      process.busy = 0;
      process.forget([]);
    }
    for (const profile of profiles) {
      const { browser, line } = profile;
      line.weather = { ...FINE, delayMs: 20 };
      browser.setOnline(true);
      for (const { page } of profile.tabs) page.show(true);
      for (const accountId of new Set([...profile.tabs.map((tab) => tab.accountId), ...usedIn(profile)])) {
        if (!profile.tabs.some((tab) => tab.accountId === accountId)) openTab(profile, accountId);
      }
    }
  }

  function usedIn({ models }: Profile): string[] {
    return [...models].filter(([, model]) => model.committed.size > 0).map(([id]) => id);
  }

  /** One session a browser: the accounts in it come to rest one after the other. */
  function unrest(): string | undefined {
    if (server.processes.length < 2) return "a process is not back";
    for (const profile of profiles) {
      let unquiet: string | undefined;
      let unquietAccount: string | undefined;
      for (const [accountId, model] of profile.models) {
        if (!profile.tabs.some((tab) => tab.accountId === accountId)) continue;
        const why = unrestOf(profile, accountId, model);
        if (!why) continue;
        unquiet ??= why;
        if (accountId === profile.line.session) unquiet = why;
        else unquietAccount ??= accountId;
        if (accountId === profile.line.session) unquietAccount = accountId;
      }
      if (unquietAccount && unquietAccount !== profile.line.session) signIn(profile, unquietAccount);
      // Whoever is asked to sign in does so.
      for (const { accountId, engine } of profile.tabs)
        if (accountId === profile.line.session && engine?.state().kind === "signed-out") engine.signedInAgain();
      if (unquiet) return unquiet;
    }
    return undefined;
  }

  /** Who led when it was looked at last: as long as that changes there is no rest. */
  const fences = new Map<DeviceModel, string | undefined>();

  function unrestOf({ browser, tabs }: Profile, accountId: string, model: DeviceModel): string | undefined {
    const waiting = model.waiting().length;
    const said = () =>
      tabs.map(({ engine, page }) => `${page.owner.name} ${JSON.stringify(engine?.state())}`).join(", ");
    if (waiting) return `${browser.name}: ${waiting} wait; ${said()}`;
    const drafts = browser.disk.committed("box", accountId, "draft").length;
    if (drafts) return `${browser.name}: ${drafts} drafts`;
    const state = model.state();
    const isLed = fences.get(model) === state?.fence;
    fences.set(model, state?.fence);
    if (!isLed) return `${browser.name}: the lead went to another tab`;
    const { head, stamps } = accountOf(accountId).model;
    if ((state?.cursor?.version ?? 0) !== head || (state?.cursor?.stamp ?? "") !== (stamps.get(head) ?? ""))
      return `${browser.name}: the cursor is at ${state?.cursor?.version ?? "nothing"} of ${head}`;
    for (const tab of tabs) {
      if (tab.accountId !== accountId) continue;
      if (!tab.engine) return `${tab.page.owner.name} is not open`;
      if (tab.editors.some(({ text }) => text.receipt().state !== "server"))
        return `${tab.page.owner.name} has unsaved words`;
    }
    return undefined;
  }

  for (let count = 0; count < config.browsers; count++) {
    const profile = addProfile();
    for (let tabs = 0; tabs < config.tabs; tabs++) openTab(profile, profile.line.session ?? "");
  }
  return {
    scheduler,
    verdicts,
    server,
    accounts,
    profiles,
    play,
    wake,
    allShown,
    heal,
    unrest,
    wasRestored: () => isRestored,
  };
}

function isSameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether an edit has reached the server together with what had waited before it. */
function goesAlong(args: unknown, sent: unknown): boolean {
  const [own, all] = [args, sent] as ({ id?: unknown; update?: unknown } | null)[]; // arguments are objects
  if (own?.id !== all?.id || typeof own?.update !== "string" || typeof all?.update !== "string") return false;
  return isWithin(own.update, all.update);
}

function stormy(pick: number, delayMs: number): Line["weather"] {
  const often = (bit: number) => ((pick >> bit) & 3) / 12;
  return {
    delayMs: delayMs * (1 + (pick & 7)),
    lostUp: often(0),
    lostDown: often(2),
    doubled: often(4),
    truncated: often(6) / 2,
    halfOpen: often(8) / 4,
    portal: often(10) / 2,
    streamCut: often(12),
  };
}

/** What builds of the server before this one did not know yet. */
const OLD = [["client.tag", "client.untag"], ["note.change", "client.settle"], ["client.create"]];
