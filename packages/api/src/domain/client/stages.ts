import type { ClientStatus } from "./status.ts";

export type Stage = Exclude<ClientStatus, "active" | "archived">;

/** The stages of a lead in their order; whoever is not a fit stands last. Apart from the schemas, because the first screen needs only this. */
export const stages: readonly Stage[] = ["inquiry", "contacted", "consultation", "waitlist", "not-a-fit"];

/** What a person calls each status. */
export const statusLabels: Record<ClientStatus, string> = {
  inquiry: "New inquiry",
  contacted: "Contacted",
  consultation: "Consultation booked",
  waitlist: "Waitlist",
  "not-a-fit": "Not a fit",
  active: "Client",
  archived: "Archived",
};

/** Whether somebody is a lead: has asked, and is no client yet. */
export function isLead({ status }: { status: ClientStatus }): boolean {
  return status !== "active" && status !== "archived";
}
