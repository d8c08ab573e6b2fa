import type { ClientFields } from "./client.ts";

/** What a person calls the fields of a client. */
export const clientLabels: Record<keyof ClientFields, string> = {
  givenName: "First name",
  familyName: "Last name",
  pronouns: "Pronouns",
  email: "E-mail",
  phone: "Phone",
  birthDate: "Date of birth",
  background: "Background and health-related information",
};
