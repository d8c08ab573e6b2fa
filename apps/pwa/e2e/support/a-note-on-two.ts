import { expect } from "@playwright/test";

import type { TwoDevices } from "./journey.ts";
import { addClient, beginNote, openNote, receipt, recordConsent, section, signIn, types } from "./person.ts";

/** A note with consent to AI, open on a laptop and on a phone. */
export async function aNoteOnTwo(
  { person, laptop, phone }: TwoDevices,
  { givenName, familyName } = { givenName: "Marigold", familyName: "Thistle" },
): Promise<void> {
  await addClient(laptop.page, givenName, familyName);
  await recordConsent(laptop.page);
  await beginNote(laptop.page);
  await section(laptop.page, "Subjective").click();
  await types(laptop.page, "Slept better this week.");
  await expect(receipt(laptop.page)).toContainText("on the server");

  await signIn(phone.page, person);
  await openNote(phone.page, `${givenName} ${familyName}`);
  await expect(section(phone.page, "Subjective")).toHaveText("Slept better this week.");
}
