import type { KeyHolder, LockingOthers } from "../../local/key-handover.ts";
import type { BoxDatabase } from "../../local/local-database.ts";
import type { Device } from "../../sync/device.ts";

/** What is on this device and not on the server, one by one: by a name that nothing which is written later has. */
export type Waits = ReadonlySet<string>;

/**
 * Why the person is still signed in: words are nowhere else but in this tab or another one, another one does not answer,
 * or more waits than they were told of.
 */
export type NotSignedOut = Exclude<LockingOthers, "locked"> | "has-words-here" | "more-waits";

/** What waits in the box by now. */
export async function whatWaits(box: BoxDatabase): Promise<Waits> {
  const [outbox, drafts, aside] = await Promise.all([
    box.outbox.toArray(),
    box.draft.toArray(),
    box.quarantine.toArray(),
  ]);
  return new Set([
    // An edit takes in what is typed next as long as it has not left.
    ...outbox.map(({ mid, sealed }) => `${mid} ${sealed.length}`),
    ...drafts.map(({ noteId, tab, at }) => `${noteId} ${tab} ${at}`),
    ...aside.map(({ mid }) => mid),
  ]);
}

type Leaving = {
  device: Pick<Device, "box" | "atRest">;
  holder: Pick<KeyHolder, "lockOthers" | "again">;
  /** What the person agreed to throw away; undefined when nothing is to be. */
  told: Waits | undefined;
};

/**
 * Makes ready for signing out: the other tabs keep what is typed in them and close. Resolves with what stands against it,
 * and then they are back. A tab that does not answer stands only against removing what is here.
 */
export async function whyNotSignedOut({ device, holder, told }: Leaving): Promise<NotSignedOut | undefined> {
  try {
    const others = await holder.lockOthers();
    await device.atRest();
    const why = await whyNot(others, device, told);
    if (why) holder.again();
    return why;
  } catch (error) {
    holder.again();
    throw error;
  }
}

async function whyNot(
  others: LockingOthers,
  { box }: Leaving["device"],
  told: Waits | undefined,
): Promise<NotSignedOut | undefined> {
  if (others === "has-words") return others;
  if (told === undefined) return undefined;
  if (others !== "locked") return others;
  return [...(await whatWaits(box))].every((one) => told.has(one)) ? undefined : "more-waits";
}
