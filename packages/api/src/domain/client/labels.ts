import type { ClientFields } from "./client.ts";

/** What a person calls the fields of a client. */
export const clientLabels: Record<keyof ClientFields, string> = {
  givenName: "First name",
  familyName: "Last name",
  preferredName: "Goes by",
  pronouns: "Pronouns",
  email: "E-mail",
  phone: "Phone",
  address: "Postal address",
  contactPreference: "Prefers to be reached by",
  birthDate: "Date of birth",
  background: "Background and health-related information",
  intakeNotes: "Intake notes",
  status: "Status",
  source: "Came through",
  nextAction: "Next step",
  nextActionOn: "Next step on",
  leadNotes: "Notes from first contact",
  notFitReason: "Why not a fit",
  noteTemplate: "Notes begin with",
};

/** What a person calls the further entries of a client. */
export const contactLabels = { email: "E-mail", phone: "Phone", emergency: "Emergency contact" } as const;

export const preferenceLabels = { email: "E-mail", phone: "Phone call", text: "Text message", post: "Post" } as const;
