/** A fault that systems like this really had: a few lines of the sources, and what stands there instead. */
export type Mutant = { name: string; story: string; patches: Patch[]; test?: LawTest };
type Patch = { file: string; from: string; to: string };
/** A test of a package that has its law in its name: for what the simulator's parts stand in for, or years bring. */
export type LawTest = { root: string; file: string; name: string };

const DEVICE = "apps/pwa/src/sync";
const SERVER = "packages/api/src/sync";
const DOMAIN = "packages/api/src/domain";

function mutant(name: string, story: string, ...patches: [file: string, from: string, to: string][]): Mutant {
  return { name, story, patches: patches.map(([file, from, to]) => ({ file, from, to })) };
}

export const mutants: readonly Mutant[] = [
  mutant("cursor-ahead-of-rows", "the head is read after the page: rows committed in between are skipped", [
    `${SERVER}/exchange.ts`,
    "page: await pull(tx, request.cursor, head, await resetFor(tx, request.cursor, head)),",
    "page: { ...(await pull(tx, request.cursor, head, await resetFor(tx, request.cursor, head))), ...(await storage.read(accountId, async (later) => { const { version, stamp } = await later.head(); return { cursor: { version, stamp }, more: false }; })) },",
  ]),
  mutant("sent-rows-merged", "words are merged into a mutation that is already on its way", [
    `${DEVICE}/mutate.ts`,
    "if (!row || row.sent) return undefined;",
    "if (!row) return undefined;",
  ]),
  mutant("checkpoint-without-rows", "the place moves on although some rows were not taken in", [
    `${DEVICE}/apply.ts`,
    "        await store(device, rows, era);",
    "        if (rows.rows.size < 2) await store(device, rows, era);",
  ]),
  {
    test: {
      root: "apps/pwa",
      file: "src/sync/forked.test.ts",
      name: "L5 what was folded here outlasts pages of what is merely new, whoever folded it, and none that build the cache anew",
    },
    ...mutant("fold-taken-out", "the last of several pages of news takes out what was folded on the device", [
      `${DEVICE}/apply.ts`,
      "  if (takesTexts) await",
      "  await",
    ]),
  },
  mutant("poke-applied-anywhere", "rows of a poke are taken in wherever the device stands", [
    `${DEVICE}/engine.ts`,
    "if (!event.changes || !isNext) return wake();",
    "if (!event.changes) return wake();",
  ]),
  mutant("acknowledged-before-commit", "the server answers although its transaction was taken back", [
    `${SERVER}/exchange.ts`,
    "    if (!(error instanceof NothingNew)) throw error;\n    decision = error.decision;",
    "    if (error instanceof NothingNew) decision = error.decision;\n    else decision = { results: request.mutations.map(({ seq }) => ({ seq, status: 'applied', version: 1 })), lastSeq: request.mutations.at(-1)?.seq ?? 0, isNew: true, failed: null, applied: [], written: [], texts: [], touched: [] };",
  ]),
  mutant("result-lost-on-rollback", "when a batch breaks, what its earlier mutations wrote is lost and yet answered", [
    `${SERVER}/decide.ts`,
    "  if (mutations.length > 1 || !only) return oneByOne(batch, mutations);",
    "  if (mutations.length > 1 || !only) return { ...NOTHING, outcomes: new Map(mutations.map(({ mid }) => [mid, { status: 'applied' }])) };",
  ]),
  mutant("refused-stays-on-screen", "what the server refused goes on being shown", [
    `${DEVICE}/view.ts`,
    "  await cache.view.bulkDelete([...over, ...met].flatMap(({ writes }) => writes.map(viewKey)));",
    "  await cache.view.bulkDelete(met.flatMap(({ writes }) => writes.map(viewKey)));",
  ]),
  mutant("version-of-nothing", "a batch that decided nothing new still makes a version", [
    `${SERVER}/exchange.ts`,
    "  if (!decision.isNew) throw new NothingNew(decision);",
    "",
  ]),
  mutant("mid-not-looked-up", "a mutation that came by another way before takes effect again", [
    `${SERVER}/decide.ts`,
    "    (pushed, index) => !known.has(pushed.mid) && ready.findIndex(({ mid }) => mid === pushed.mid) === index,",
    "    (pushed, index) => known.delete(pushed.mid) || ready.findIndex(({ mid }) => mid === pushed.mid) === index,",
  ]),
  mutant("blank-answer-believed", "an answer that is no answer is taken for an empty one", [
    `${DEVICE}/exchange.ts`,
    "  const reply = ExchangeReply.parse(answer);",
    "  const reply = ExchangeReply.safeParse(answer).data ?? { results: [], ackedSeq: what.mutations.at(-1)?.seq ?? 0, reset: null, changes: [], cursor: what.cursor ?? { version: 0, stamp: '' }, more: false, now: world.clock() };",
  ]),
  mutant("dropped-by-acknowledged-seq", "mutations leave the box by a number, not by their result", [
    `${DEVICE}/exchange.ts`,
    "  await settle(device, own, reply.results);",
    "  await settle(device, own, reply.results);\n  await box.outbox.bulkDelete((await box.outbox.toArray()).map(({ seq }) => seq).filter((seq) => seq <= ackedSeq));",
  ]),
  mutant("arrival-decides", "of two concurrent values the one that arrives later wins", [
    `${DOMAIN}/field.ts`,
    "    if (!held || isLater(mine, held)) {",
    "    if (!held || mine.mid !== held.mid) {",
  ]),
  mutant("loser-dropped", "the value that lost is not kept", [
    `${DOMAIN}/field.ts`,
    "      if (concurrent) lost = [...lost, { ...held, field, value: valueOf(row, field) }];",
    "",
  ]),
  mutant("entry-for-record", "a changed entry takes the place of all entries", [
    `${DOMAIN}/field-path.ts`,
    "{ ...((plain[name] ?? valueOf(row, name)) as object), [entry]: value }",
    "{ [entry]: value }",
  ]),
  mutant("signed-unseen", "a note is signed although words had come that the signer did not see", [
    `${DOMAIN}/note/sign-mutations.ts`,
    'if (!hasSeen(seen, [note]) || part !== partOf(note)) throw new Refused("note-changed");',
    "",
  ]),
  mutant("header-changes-after-signing", "what is signed can still be changed", [
    `${DOMAIN}/note/mutations.ts`,
    'if (note.status === "signed") return change(store, heldBack(note, all, made), made);',
    "",
  ]),
  mutant("late-header-dropped", "what was written into a header after a signature is kept nowhere", [
    `${DOMAIN}/note/held-back.ts`,
    "if (!isThere && !isOld && !isSettledIn(note, late)) lost = [...lost, late];",
    "",
  ]),
  mutant("later-words-untold", "words that came after a signature wait for nobody", [
    `${DOMAIN}/note/mutations.ts`,
    "return { ...note, edited, after: stamp };",
    "return { ...note, edited };",
  ]),
  {
    test: {
      root: "apps/pwa",
      file: "src/sync/signed-growth.test.ts",
      name: "L20 words that another tab adds to an edit that still waits, after the signer has looked, have to be read first",
    },
    ...mutant("growth-unseen", "an edit that grew after the signer looked passes for the one they saw", [
      `${DEVICE}/mutate.ts`,
      "part: (before.part ?? 1) + 1 }",
      "part: before.part }",
    ]),
  },
  mutant("connected-never-pushing", "a device that listens forgets to send", [
    `${DEVICE}/engine.ts`,
    "    if (lead && !signedOut && failures === 0) wake();\n    else void tell().catch(() => {});",
    "    void tell().catch(() => {});",
  ]),
  mutant(
    "seq-race-between-tabs",
    "two tabs give the same number to two mutations",
    [`${DEVICE}/mutate.ts`, "    await box.outbox.bulkAdd(\n", "    await box.outbox.bulkPut(\n"],
    [
      `${DEVICE}/mutate.ts`,
      '  return box.transaction("rw", ["outbox", "draft", "meta"], async () => {\n    const meta = await box.meta.get("device");',
      '  const meta = await box.meta.get("device");\n  return box.transaction("rw", ["outbox", "draft", "meta"], async () => {',
    ],
  ),
  mutant("poll-removed", "nobody asks for what a lost poke did not tell", [
    `${SERVER}/watch.ts`,
    "    if (accounts.length === 0) return;",
    "    if (accounts.length >= 0) return;",
  ]),
  mutant("fence-removed", "a tab that lost the lead goes on taking news in", [
    `${DEVICE}/apply.ts`,
    "        if (state.fence !== fence) throw new Deposed();",
    "",
  ]),
  mutant("stamp-ignored", "a version of another history is taken for our own", [
    `${SERVER}/pull.ts`,
    '  if (stamp !== told && !isGone) return "forked";',
    "",
  ]),
  mutant(
    "journal-not-replayed",
    "after a restored backup what was acknowledged is not sent again",
    [
      `${DEVICE}/rejoin.ts`,
      "      .filter(({ device: by, at, version }) => by === own && (at > ackedSeq || version > common))",
      "      .filter(() => false)",
    ],
    [`${DEVICE}/rejoin.ts`, "    if (reply.rejoined !== rows.length)", "    if (rows.length < 0)"],
    [
      `${DEVICE}/rejoin.ts`,
      "    reply = await ask({ ...about, trail, rejoin: rows });",
      "    reply = await ask({ ...about, trail });",
    ],
  ),
  mutant("rows-not-offered", "after a restored backup what the server had made itself stays lost", [
    `${DEVICE}/rejoin.ts`,
    "  for (const rows of offers(await rowsAfter(device, common))) {",
    "  for (const rows of offers([])) {",
  ]),
  mutant("foreign-outbox-sent", "what waits in one account is sent under another's session", [
    `${SERVER}/own-account.ts`,
    "  if (session !== account) throw",
    "  if (session === '') throw",
  ]),
  mutant("saved-before-complete", "'saved on this device' is said before the transaction is complete", [
    `${DEVICE}/mutate.ts`,
    "    repaint = await keep(device, bodies, mids, sealed, options);",
    "    void keep(device, bodies, mids, sealed, options).catch(() => {});",
  ]),
  mutant("poison-for-ever", "a mutation that breaks the server is tried for ever", [
    `${SERVER}/decide.ts`,
    "  if ((before?.attempts ?? 0) + 1 < ATTEMPTS) return",
    "  if ((before?.attempts ?? 0) + 1 < Infinity) return",
  ]),
  mutant("unsure-clock-believed", "a clock that jumped since an edit decides who wins", [
    `${SERVER}/decide.ts`,
    "    const madeAt = unsure || pushed.madeAt > now + AHEAD_MS ? Math.max(now, last + 1) : pushed.madeAt;",
    "    const madeAt = pushed.madeAt;",
  ]),
  mutant("delete-wins", "a delete takes a concurrent edit with it", [
    `${DOMAIN}/bin.ts`,
    "  if (!hasSeenAll) return { ...row, deleted: null, revived: stampOf(made) };",
    "",
  ]),
  mutant("edit-stays-in-bin", "who edits what another deleted edits it in the bin", [
    `${DOMAIN}/bin.ts`,
    "  return row.deletedAt === null ? changed : { ...changed, ...PRESENT, revived: row.deleted ?? stampOf(made) };",
    "  return changed;",
  ]),
  mutant("last-tag-wins", "tags overwrite each other in the order of their arrival", [
    `${DOMAIN}/client/tags.ts`,
    "  return held && !isLater(mine, held) ? tags : { ...tags, [tag]: mine };",
    "  return { ...tags, [tag]: mine };",
  ]),
  mutant("refusal-not-kept", "words that the server refused are thrown away", [
    `${DEVICE}/settle.ts`,
    "      if (asideRow) await box.quarantine.put(asideRow);",
    "",
  ]),
  mutant("version-split", "a version is cut in two by the end of a page", [
    `${SERVER}/pull.ts`,
    "  const whole = changes.filter((change) => change.version < last.version);",
    "  const whole = changes;",
  ]),
  mutant(
    "more-ignored",
    "a page that is not the last is taken for all there is",
    [`${SERVER}/pull.ts`, "  const more = version < head.version;", "  const more = version < 0;"],
    [
      `${SERVER}/pull.ts`,
      "  const cursor = { version, stamp: version < horizon ? `${stamp}${BEGUN}${begun}` : stamp };",
      "  const cursor = version < begun ? head : head;",
    ],
  ),
  mutant("cloned-not-noticed", "two copies of a profile go on under one id", [
    `${SERVER}/decide.ts`,
    "    if (!row || !Buffer.from(row.argsHash).equals(hashOf(pushed)))",
    "    if (!row)",
  ]),
  mutant("wipe-on-session-end", "a session that has run out clears what waits", [
    `${DEVICE}/engine.ts`,
    "        if (asked === session) signedOut = true;\n        else again = true;",
    "        void box.outbox.clear();\n        if (asked === session) signedOut = true;\n        else again = true;",
  ]),
  mutant(
    "pending-not-replayed-at-boot",
    "what waits is not painted when a tab opens, and not when another wrote it",
    [
      `${DEVICE}/engine.ts`,
      '    if (message === "written" && !ended.signal.aborted) void paint(device).catch(() => {});',
      "",
    ],
    [
      `${DEVICE}/engine.ts`,
      '  void paint(device).catch(() => {});\n  post({ kind: "tell-all" });',
      '  post({ kind: "tell-all" });',
    ],
    [`${DEVICE}/engine.ts`, "        void paintMissed(device).catch(() => {});", ""],
  ),
  mutant(
    "hand-off-loop",
    "two tabs take the lead from each other for ever",
    [
      `${DEVICE}/engine.ts`,
      "    const pause = world.clock() - begun < RETRY_LEAD_MS ? RETRY_LEAD_MS : 50;",
      "    const pause = world.clock() - begun < 0 ? RETRY_LEAD_MS : 200;",
    ],
    [
      `${DEVICE}/engine.ts`,
      "    if (!ended.signal.aborted) world.after(pause, () => void seek(false));",
      "    if (!ended.signal.aborted) world.after(pause, () => void seek(true));",
    ],
  ),
  mutant(
    "poke-during-push",
    "a poke is taken in while an exchange is under way, whose answer then takes the place back",
    [`${DEVICE}/apply.ts`, '        if (!isSame(state.cursor, news.from)) return "elsewhere";', ""],
    [`${DEVICE}/engine.ts`, "    if (busy) return void heldBack.push(event);", ""],
  ),
  mutant("deletes-not-sent", "what was deleted is left out of the news for a device that was away", [
    `${SERVER}/pull.ts`,
    "  const { changes, cut } = await tx.page(after);",
    "  const { changes: all, cut } = await tx.page(after);\n  const changes = all.filter(({ row }) => !row['deletedAt']);",
  ]),
  mutant("first-of-two-told", "of a row that was deleted and came back in one version, the first state is told", [
    `${SERVER}/changed-event.ts`,
    "new Map(written.map((write) => [`${write.noun}|${write.id}`, write]));",
    "new Map(written.toReversed().map((write) => [`${write.noun}|${write.id}`, write]));",
  ]),
  mutant("replay-deadlock-at-boot", "painting what waits at boot waits for itself, and the news behind it", [
    `${DEVICE}/engine.ts`,
    '  void paint(device).catch(() => {});\n  post({ kind: "tell-all" });',
    '  void device.inTurn(() => paint(device)).catch(() => {});\n  post({ kind: "tell-all" });',
  ]),
  mutant("dropped-at-first-sign-in", "the first answer clears what was written here before it", [
    `${DEVICE}/apply.ts`,
    "        if (isAnew || !isOurs || news.first) await repaintAll(device, pending);",
    "        if (isAnew || !isOurs || news.first) await repaintAll(device, { ...pending, rows: isAnew ? [] : pending.rows });",
  ]),
  mutant("pages-of-two-histories", "a backup that comes back between two pages of news is not noticed", [
    `${DEVICE}/apply.ts`,
    "  if (!more || !head) return before;",
    "  if (before) return before;",
  ]),
  mutant("acknowledged-stays-in-view", "what the server has decided goes on lying over what it has made of it", [
    `${DEVICE}/view.ts`,
    "  await cache.view.bulkDelete(keys.filter((_, index) => (rows[index]?.seq ?? 0) <= acked));",
    "  await cache.view.bulkDelete(keys.filter((_, index) => (rows[index]?.seq ?? 0) < acked));",
  ]),
  mutant("acknowledged-stays-under-news", "with news of others, an own row that is decided stays in the view", [
    `${DEVICE}/view.ts`,
    "[...over, ...met].flatMap(",
    "[...met].flatMap(",
  ]),
  mutant("stored-while-unloading", "what is left behind for a page that goes is forgotten when the page stays", [
    `${DEVICE}/note-text.ts`,
    "      leftMeanwhile = committed.length > 0;",
    "      leftMeanwhile = committed.length > 0;\n      typed = [];",
  ]),
  {
    test: {
      root: "apps/pwa",
      file: "src/sync/refused-text.test.ts",
      name: "L1, L15 after two devices made a note too long, no later word is lost: it is set aside with the rest, or arrives",
    },
    ...mutant("acknowledged-unseen", "an edit that goes on from refused words is acknowledged and shown to nobody", [
      `${SERVER}/decide.ts`,
      "    if (isWhole && wordsAreMissing(parts, added))",
      "    if (isWhole && added.size < 0)",
    ]),
  },
  {
    test: {
      root: "apps/pwa",
      file: "src/sync/heal.test.ts",
      name: "L1 an error of the backing store that passes is tried again; one that stays is told",
    },
    ...mutant("stale-handle-kept", "a handle that died once is never opened anew", [
      "apps/pwa/src/local/healing.ts",
      "        if (isClosed || tries === TRIES) throw error;",
      "        if (isClosed || isDead(error) || tries === TRIES) throw error;",
    ]),
  },
  {
    test: {
      root: "apps/pwa",
      file: "src/sync/digest.test.ts",
      name: "L7 a device makes its digests itself: what it was told wrong, it holds wrong, and that is found",
    },
    ...mutant("digest-adopted", "what the server reckons otherwise is taken for right without looking", [
      `${DEVICE}/digest.ts`,
      "  const wrong = new Set([...buckets, ...broken.map(({ bucket }) => bucket)]);",
      "  const wrong = new Set(broken.map(({ bucket }) => bucket));",
    ]),
  },
  {
    test: {
      root: "packages/api",
      file: "src/sync/tidy.test.ts",
      name: "L5 a cursor exactly at the horizon has seen them all, one below it has not",
    },
    ...mutant("horizon-off-by-one", "a device just below the horizon is not told that it missed something", [
      `${SERVER}/pull.ts`,
      '  return begun < head.horizon || isGone ? "horizon" : null;',
      '  return begun < head.horizon - 1 || isGone ? "horizon" : null;',
    ]),
  },
];

/** Where seeds rarely lead by themselves: what the histories of a hunt are about. */
const THEMES: Record<string, string[]> = {
  "cursor-ahead-of-rows": ["tabs", "lines"],
  "blank-answer-believed": ["lines"],
  "rows-not-offered": ["restore"],
  "stored-while-unloading": ["typing", "tabs"],
  "last-tag-wins": ["clocks", "lines"],
  "poll-removed": ["server"],
  "foreign-outbox-sent": ["session"],
  "pending-not-replayed-at-boot": ["tabs", "disk", "lines"],
  "hand-off-loop": ["tabs"],
  "fence-removed": ["tabs", "lines"],
};

/** What the histories of a hunt for this mutant are about; anything, when it is undefined. */
export function themesFor(name: string): string[] | undefined {
  return THEMES[name];
}

export function findMutant(name: string): Mutant {
  const found = mutants.find((each) => each.name === name);
  if (!found) throw new Error(`no mutant ${name}`);
  return found;
}
