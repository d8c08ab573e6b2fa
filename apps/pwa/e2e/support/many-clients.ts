import type { BrowserContext } from "@playwright/test";

import { aClient, anotherDevice } from "./another-device.ts";

const GIVEN = ["Marigold", "Juniper", "Barnaby", "Sorrel", "Alder", "Hazel", "Linden", "Tansy", "Fern", "Rowan"];
const FAMILY = ["Thistlewood", "Oakenshaw", "Reed", "Ashgrove", "Fernsby", "Larkspur", "Nettleton"];

/** Adds many invented clients to the account of a browser: "Alder Ashgrove 34" and so on, one a minute, the last one just now. */
export async function addMany(url: string, context: BrowserContext, count: number): Promise<void> {
  const send = await anotherDevice(url, context);
  const now = Date.now();
  await send(
    Array.from({ length: count }, (_, place) => {
      const fields = {
        givenName: GIVEN[place % GIVEN.length] ?? "",
        familyName: `${FAMILY[place % FAMILY.length]} ${place}`,
        phone: `+44 20 7946 ${1_000 + place}`,
      };
      return { ...aClient(fields), madeAt: now - (count - place) * 60_000 };
    }),
  );
}
