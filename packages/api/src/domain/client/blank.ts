import type { ClientFields } from "./client.ts";

/** What every client has, empty. A field that may be absent and is, takes no room and no stamp. */
export const blankClient = {
  familyName: "",
  pronouns: "",
  email: "",
  phone: "",
  birthDate: null,
  background: "",
} as const satisfies Omit<ClientFields, "givenName">;
