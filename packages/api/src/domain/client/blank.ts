import type { ClientFields } from "./client.ts";

/** Everything about a client that may be empty, empty. */
export const blankClient = {
  familyName: "",
  preferredName: "",
  pronouns: "",
  email: "",
  phone: "",
  address: "",
  contactPreference: null,
  birthDate: null,
  background: "",
  intakeNotes: "",
  status: "active",
  source: "",
  nextAction: "",
  nextActionOn: null,
  leadNotes: "",
  notFitReason: "",
} as const satisfies Required<Omit<ClientFields, "givenName">>;
