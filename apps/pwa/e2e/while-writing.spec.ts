import { aNote, DAY } from "./support/another-device.ts";
import { aClientOnTwo } from "./support/a-client-on-two.ts";
import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import { apart } from "./support/apart.ts";
import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { looksRight } from "./support/looks.ts";
import { addFirstClient, section, syncBadge, types } from "./support/person.ts";

test("what has to be decided about a note comes without moving the line that one writes", async ({ twoDevices }) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices);
  const { page } = laptop;
  await apart(phone, laptop, async (seat) => {
    const safety = seat.page.getByRole("textbox", { name: "Safety and risk" });
    await safety.fill(seat === phone ? "Asked on the phone." : "Asked on the laptop.");
    await safety.blur();
    if (seat === phone) return;
    await section(page, "Plan").click();
    await types(page, "Walk");
  });
  const place = await section(page, "Plan").boundingBox();
  await types(page, " twice");
  const bar = page.getByRole("region", { name: "Needs you" });
  await expect(bar).toContainText("Something in this note needs you");
  await types(page, " a week.");
  expect(await section(page, "Plan").boundingBox()).toEqual(place);
  await expect(section(page, "Plan")).toHaveText("Walk twice a week.");
  await looksRight(page, "needs-you-over-laptop");

  await bar.getByRole("button", { name: "Look" }).click();
  await expect(bar).toBeHidden();
  await expect(page.getByText(/^Safety.* was also changed on/)).toBeInViewport();
  await page.getByRole("button", { name: "Keep the other" }).click();
  await expect(page.getByText(/^Safety.* was also changed on/)).toBeHidden();
  await expect(syncBadge(page)).toContainText("Synced");
});

test("on the phone, Back puts the client away and stays in the note; what is put in from there is in sight", async ({
  newSeat,
  server,
}) => {
  const seat = await newSeat(PHONE);
  const { page } = seat;
  const { clientId, send } = await aClientOnTwo(seat, server.url, "Barnaby", "Reed");
  await send([
    aNote(clientId, { plan: "Call the school." }, { startedAt: Date.now() - 7 * DAY }),
    aNote(clientId, { subjective: Array.from({ length: 30 }, () => "A long line of words.").join("\n") }),
  ]);
  await page.getByRole("tab", { name: "Notes" }).tap();
  await page.getByRole("row").first().tap();
  await expect(section(page, "Plan")).toBeVisible();
  const { pathname } = new URL(page.url());
  const open = () => page.getByRole("button", { name: "Client", exact: true }).tap();
  await page.evaluate(() => scrollTo(0, 40));
  await open();
  await expect(page.getByRole("dialog", { name: "Barnaby Reed" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe(pathname);
  expect(await page.evaluate(() => scrollY)).toBe(40);

  await open();
  await page.getByRole("button", { name: "Insert" }).tap();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const put = section(page, "Plan").getByText("Call the school.");
  await expect(put).toBeInViewport();
  const [box, toast] = [await put.boundingBox(), await page.getByText("The last plan is at the end").boundingBox()];
  expect(box && box.y + box.height).toBeLessThan(toast?.y ?? 0); // clear of what is told, and of the tabs
  await looksRight(page, "inserted-phone");

  // A way out of it leads there and back in one step each.
  await open();
  await page.getByRole("dialog").getByRole("link").first().tap();
  await expect(section(page, "Plan")).toHaveText("Call the school.");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(new URL(page.url()).pathname).not.toBe(pathname);
  await page.goBack();
  await expect.poll(() => new URL(page.url()).pathname).toBe(pathname);
  await expect(section(page, "Subjective")).toContainText("A long line of words.");

  // Whatever way it was put away, the next step back leaves the note.
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Barnaby Reed" })).toBeVisible();
});

test("a note begun by key on a client's page is about that client, begins as their last one, and Back leads to them", async ({
  newSeat,
  server,
}) => {
  const seat = await newSeat();
  const { page } = seat;
  const { clientId, send } = await aClientOnTwo(seat, server.url, "Juniper", "Ash");
  await send([
    aNote(clientId, { narrative: "A walk." }, { template: "narrative", startedAt: Date.now() - 2 * DAY }),
    aNote(clientId, { private: "It tired me." }, { template: "private", startedAt: Date.now() - DAY }),
  ]);
  await page.getByRole("tab", { name: "Notes" }).click();
  await expect(page.getByRole("row", { name: /Narrative|Private/ })).toHaveCount(2);
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: "New note" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue("Juniper Ash");
  await expect(page.getByRole("button", { name: /Template/ })).toContainText("Narrative"); // private is chosen each time
  await expect(page.getByRole("button", { name: "Begin" })).toBeFocused();
  await page.getByRole("link", { name: "Juniper Ash" }).click();
  await expect(page.getByRole("heading", { name: "Juniper Ash" })).toBeVisible();
});

test("a private note says that it is outside the record", async ({ newSeat }) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Juniper", "Ash");
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByRole("button", { name: /Template/ }).click();
  await page.getByRole("option", { name: "Private" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("article")).toContainText("Outside the record");
  await looksRight(page, "private-note");
});
