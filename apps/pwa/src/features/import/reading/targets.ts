/** What a column of a table can hold: a field of the record, a part of one, or nothing that is wanted. */
export const TARGETS = {
  leave: "Leave out",
  givenName: "First name",
  middleName: "Middle name",
  familyName: "Last name",
  fullName: "Full name",
  preferredName: "Goes by",
  pronouns: "Pronouns",
  email: "E-mail",
  furtherEmail: "Further e-mail",
  phone: "Phone",
  furtherPhone: "Further phone",
  label: "Label of the next column",
  address: "Postal address",
  street: "Address: street",
  town: "Address: town",
  region: "Address: region",
  postalCode: "Address: postal code",
  country: "Address: country",
  contactPreference: "Prefers to be reached by",
  emergencyName: "Emergency contact: name",
  emergencyRelation: "Emergency contact: relation",
  emergencyPhone: "Emergency contact: phone",
  emergencyEmail: "Emergency contact: e-mail",
  birthDate: "Date of birth",
  background: "Background and health-related information",
  intakeNotes: "Intake notes",
  tags: "Tags",
  status: "Status",
  source: "Came through",
  nextAction: "Next step",
  nextActionOn: "Next step on",
  leadNotes: "Notes from first contact",
  notFitReason: "Why not a fit",
} as const;
export type Target = keyof typeof TARGETS;

/** Days are written in several ways, so a column of them is looked at as a whole. */
export function isDay(target: Target): target is "birthDate" | "nextActionOn" {
  return target === "birthDate" || target === "nextActionOn";
}
