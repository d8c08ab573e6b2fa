import { fullName } from "@cliently/api/domain/client/full-name";
import { stages, type Stage } from "@cliently/api/domain/client/stages";
import { tagsOf } from "@cliently/api/domain/client/tags-of";
import { folded } from "@cliently/api/domain/folded";
import type { Row } from "@cliently/api/domain/store";

export type Lead = Row<"client">;

/** The stages of somebody who may still become a client. */
export type OpenStage = Exclude<Stage, "not-a-fit">;
export const openStages = stages.filter((stage) => stage !== "not-a-fit");

export type Wanted = { text: string; source: string | null; isOverdueOnly: boolean };
export const EVERYBODY: Wanted = { text: "", source: null, isOverdueOnly: false };

export function isOpen({ status }: Lead): boolean {
  return openStages.some((stage) => stage === status);
}

/** The leads of a stage, of which the first are drawn. */
export type Column = { stage: OpenStage; leads: Lead[]; count: number };

/** The leads of each stage in the order in which to turn to them: what is due first, then who has waited longest. */
export function columnsOf(leads: readonly Lead[], most = Infinity): Column[] {
  return openStages.map((stage) => {
    const standing = leads.filter(({ status }) => status === stage).toSorted(byTurn);
    return { stage, leads: standing.slice(0, most), count: standing.length };
  });
}

function byTurn(a: Lead, b: Lead): number {
  const [dueA, dueB] = [a.nextActionOn ?? LAST, b.nextActionOn ?? LAST];
  return dueA === dueB ? a.createdAt - b.createdAt : dueA < dueB ? -1 : 1;
}

const LAST = "9999-99-99";

/** Whether the next step should have been taken before today. */
export function isOverdue({ nextActionOn }: Lead, today: string): boolean {
  return nextActionOn != null && nextActionOn < today;
}

/** Whether a lead is one of those looked for: every word, whatever its accents and case, in what one knows of them. */
export function isWanted(lead: Lead, { text, source, isOverdueOnly }: Wanted, today: string): boolean {
  if (source !== null && (lead.source ?? "") !== source) return false;
  if (isOverdueOnly && !isOverdue(lead, today)) return false;
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const known = [fullName(lead), lead.preferredName, lead.email, lead.phone, lead.source, lead.nextAction];
  const all = folded([...known, ...tagsOf(lead)].join("\n"));
  return words.every((word) => all.includes(word));
}

/** Through whom or what people came, the most frequent first. */
export function sourcesInUse(clients: readonly Lead[]): string[] {
  const counts = new Map<string, number>();
  for (const { source } of clients) if (source) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([source]) => source);
}

/** Who is no lead any more, the latest first: who was not a fit, and who became a client not long ago. */
export function closedOf(clients: readonly Lead[], now: number): { notAFit: Closed[]; becameClients: Closed[] } {
  const notAFit = clients.flatMap((lead) => (lead.status === "not-a-fit" ? [{ lead, at: statusSince(lead) }] : []));
  const becameClients = clients.flatMap((lead) => {
    const at = clientSince(lead);
    return at !== null && at > now - RECENT_MS ? [{ lead, at }] : [];
  });
  const latest = (a: Closed, b: Closed) => b.at - a.at;
  return { notAFit: notAFit.toSorted(latest), becameClients: becameClients.toSorted(latest) };
}

export type Closed = { lead: Lead; at: number };

const RECENT_MS = 90 * 24 * 3_600_000;

/** Since when somebody stands where they stand. */
export function statusSince({ stamps, createdAt }: Lead): number {
  return stamps["status"]?.at ?? createdAt;
}

/**
 * When a lead became a client; null for whoever is none, or was one from the start. Becoming one clears the next step in
 * the same act, which neither adding a client nor bringing one back from the archive does.
 */
export function clientSince({ status, stamps, createdAt }: Lead): number | null {
  const [since, cleared] = [stamps["status"], stamps["nextActionOn"]];
  if (status !== "active" || !since || since.mid !== cleared?.mid) return null;
  return since.at > createdAt ? since.at : null;
}
