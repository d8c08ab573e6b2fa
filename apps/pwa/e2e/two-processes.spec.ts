import type { Browser } from "@playwright/test";

import type { TestServer } from "./server.ts";
import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import { aSeat, PHONE, type Seat } from "./support/browser.ts";
import { expect, type TwoDevices } from "./support/journey.ts";
import { aLine, type Line } from "./support/line.ts";
import { aPerson, receipt, section, signUp, syncBadge, types, writing } from "./support/person.ts";
import { test as journey } from "./support/provider.ts";

/** Journeys whose two devices hang on two processes of one database; behind each device stands a balancer. */
const test = journey.extend<{ second: TestServer }>({
  second: async ({ server }, use) => {
    await using second = await server.another();
    await use(second);
  },
});

const WORDS = Array.from({ length: 160 }, (_, place) => `word${place}${place % 20 === 19 ? ".\n" : " "}`);

test("devices on two processes write in one note, one of them offline, and one process is killed meanwhile", async ({
  browser,
  server,
  second,
  watch,
}) => {
  await using lines = await twoLines(server, second);
  const twoDevices = await twoDevicesOn(browser, lines, watch);
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices);

  // Each sees the other's typing while it goes on.
  await types(laptop.page, " Laptop here.");
  await expect(section(phone.page, "Subjective")).toHaveText("Slept better this week. Laptop here.");

  // The phone's process dies under its hands; the balancer puts it through to the other.
  phone.goesWithoutServer();
  await section(phone.page, "Plan").click();
  const typing = types(phone.page, "Walk twice a week, write every evening, call on Friday.");
  await expect(section(phone.page, "Plan")).toContainText("Walk");
  await second.kill9();
  lines.phone.leadTo(server.port);
  await typing;
  await expect(section(laptop.page, "Plan")).toHaveText("Walk twice a week, write every evening, call on Friday.");
  await expect(receipt(phone.page)).toContainText("on the server");

  // Offline on one, and its process comes back meanwhile.
  await laptop.goOffline();
  await section(laptop.page, "Objective").click();
  await types(laptop.page, "Sits upright.");
  await expect(receipt(laptop.page)).toContainText("waiting to sync");
  await second.restart();
  lines.phone.leadTo(second.port);
  await laptop.goOnline();
  await expect(section(phone.page, "Objective")).toHaveText("Sits upright.");
  for (const { page } of [laptop, phone]) await expect(syncBadge(page)).toContainText("Synced");
});

test("a summary that one process writes streams to a device on the other, and goes on when that one is killed", async ({
  browser,
  server,
  second,
  standIn,
  watch,
}) => {
  standIn.script = { does: "write", words: WORDS, msPerWord: 30 };
  await using lines = await twoLines(server, second);
  const twoDevices = await twoDevicesOn(browser, lines, watch);
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices);
  await laptop.page.getByRole("button", { name: "Generate summary" }).click();
  await laptop.page.getByRole("button", { name: "Generate", exact: true }).click();

  await expect(writing(laptop.page)).toContainText("word3 ");
  await expect(writing(phone.page)).toContainText("word8 ");
  phone.goesWithoutServer();
  await second.kill9();
  lines.phone.leadTo(server.port);
  await expect(writing(phone.page)).toContainText("word90 ");

  for (const { page } of [laptop, phone]) {
    await expect(page.getByText("Summary ready")).toBeVisible({ timeout: 15_000 });
    await expect(page.getByLabel("Text of the summary")).toHaveValue(WORDS.join(""));
  }
});

type Lines = AsyncDisposable & { laptop: Line; phone: Line };

async function twoLines(first: TestServer, second: TestServer): Promise<Lines> {
  const [laptop, phone] = [await aLine(first.port), await aLine(second.port)];
  return {
    laptop,
    phone,
    async [Symbol.asyncDispose]() {
      await laptop[Symbol.asyncDispose]();
      await phone[Symbol.asyncDispose]();
    },
  };
}

/** A laptop at one process, and a phone at the other. */
async function twoDevicesOn(browser: Browser, lines: Lines, watch: (seat: Seat) => Seat): Promise<TwoDevices> {
  const person = aPerson();
  const laptop = watch(await aSeat(browser, lines.laptop.url));
  const phone = watch(await aSeat(browser, lines.phone.url, PHONE));
  await signUp(laptop.page, person);
  return { person, laptop, phone };
}
