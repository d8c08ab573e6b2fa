import { randomBytes, randomUUID } from "node:crypto";

import { actAs, writeAs, type Database, type DataKeys } from "../src/index.ts";

type Parts = { db: Database; keys: DataKeys };

const AT = new Date("2026-05-04T09:00:00Z");
const bytes = (length: number) => new Uint8Array(randomBytes(length));

/** A new account with its data key, and nothing else. */
export async function anAccount({ db, keys }: Parts): Promise<string> {
  const accountId = randomUUID();
  await actAs(db, accountId, async (tx) => {
    await tx.account.create({
      data: {
        accountId,
        emailIndex: bytes(32),
        passwordHash: "$2b$12$",
        policyVersion: "1",
        policyAgreedAt: AT,
        adultAt: AT,
        createdAt: AT,
        keyVersion: 1,
        sealed: bytes(40),
      },
    });
    await keys.create(tx, accountId, AT);
  });
  return accountId;
}

/** An account with one row in every table that has an account_id. */
export async function aFullAccount(parts: Parts): Promise<{ accountId: string; clientId: string; noteId: string }> {
  const accountId = await anAccount(parts);
  const [deviceId, clientId, noteId, summaryId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const ver = 0; // the trigger knows better
  const sealed = () => ({ keyVersion: 1, sealed: bytes(40) });
  await writeAs(parts.db, accountId, async (tx, { version }) => {
    await tx.session.create({ data: { accountId, id: randomUUID(), createdAt: AT, expiresAt: AT, endsAt: AT } });
    await tx.device.create({ data: { accountId, id: deviceId, createdAt: AT, lastSeenAt: AT, ...sealed() } });
    await tx.mutationLog.create({
      data: {
        accountId,
        deviceId,
        seq: 1,
        mid: randomUUID(),
        name: "client.create",
        argsV: 1,
        argsHash: bytes(32),
        status: "applied",
        version,
        madeAt: AT,
        receivedAt: AT,
        ...sealed(),
      },
    });
    await tx.poison.create({ data: { accountId, deviceId, seq: 2, attempts: 1, firstAt: AT, lastAt: AT } });
    await tx.client.create({ data: { accountId, id: clientId, ver, createdAt: AT, status: "active", ...sealed() } });
    await tx.consent.create({ data: { accountId, id: randomUUID(), ver, clientId, givenAt: AT, ...sealed() } });
    const times = { createdAt: AT, startedAt: AT };
    await tx.note.create({ data: { accountId, id: noteId, ver, clientId, ...times, status: "draft", ...sealed() } });
    await tx.noteUpdate.create({ data: { accountId, id: randomUUID(), ver, noteId, madeAt: AT, ...sealed() } });
    await tx.noteText.create({ data: { accountId, id: noteId, upto: 0, ...sealed() } });
    const asked = { requestedAt: AT, status: "writing" };
    await tx.summary.create({ data: { accountId, id: summaryId, ver, noteId, clientId, ...asked, ...sealed() } });
    const own = () => ({ accountId, id: randomUUID(), ver, ...sealed() });
    await tx.signature.create({ data: { ...own(), noteId, clientId, signedAt: AT } });
    await tx.addendum.create({ data: { ...own(), noteId, clientId, createdAt: AT, status: "draft" } });
    await tx.goal.create({ data: { ...own(), clientId, createdAt: AT, status: "open" } });
    const taken = { createdAt: AT, takenAt: AT, status: "done" };
    await tx.measurement.create({ data: { ...own(), clientId, noteId, ...taken } });
    await tx.preset.create({ data: { ...own(), kind: "snippet", createdAt: AT, status: "kept" } });
    await tx.noteRevision.create({
      data: { accountId, id: randomUUID(), noteId, at: AT, reason: "while-writing", ...sealed() },
    });
    await tx.summaryRun.create({
      data: { accountId, id: summaryId, owner: randomUUID(), startedAt: AT, heartbeatAt: AT, ...sealed() },
    });
    await tx.aiRequest.create({
      data: { accountId, id: randomUUID(), at: AT, summaryId, provider: "built-in", model: "extract", characters: 10 },
    });
  });
  return { accountId, clientId, noteId };
}
