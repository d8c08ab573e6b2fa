import { blankClient } from "@cliently/api/domain/client/blank";
import { expect, test } from "vitest";

import { aboutClient } from "./about-client.ts";

const client = {
  ...blankClient,
  status: "active" as const,
  id: "client-1",
  givenName: "Marigold",
  familyName: "Thistlewood",
  createdAt: 0,
  deletedAt: null,
  stamps: {},
  lost: [],
  contacts: {
    "contact-1": { kind: "emergency" as const, name: "Basil Fern", relation: "brother", phone: "0111 222", email: "" },
    "contact-2": {
      kind: "emergency" as const,
      name: "Iris Fern",
      relation: "",
      phone: "",
      email: "iris@example.invalid",
    },
    "contact-3": { kind: "phone" as const, label: "work", value: "0333" },
    "contact-4": null,
  },
};

test("about a client whose page is open one can begin a note, record consent, and call who is to be called", () => {
  expect(aboutClient(client).map(({ label }) => label)).toEqual([
    "New note for Marigold Thistlewood",
    "Record consent of Marigold Thistlewood",
    "Call Basil Fern, brother",
  ]);
});

test("about a client in the bin nothing is offered", () => {
  expect(aboutClient({ ...client, deletedAt: 1 })).toEqual([]);
});
