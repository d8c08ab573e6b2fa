import { expect, test } from "vitest";

import { ageOn, isMinor } from "./age.ts";
import { goesBy } from "./full-name.ts";
import { callLink, canBeCalled, mailLink, textLink } from "./reach.ts";

test("a number is called as it would be dialled, without its extension", () => {
  expect(callLink("+44 (20) 7946-0111")).toBe("tel:+442079460111");
  expect(callLink("020 7946 0111 ext. 12")).toBe("tel:02079460111");
  expect(textLink("020 7946 0111")).toBe("sms:02079460111");
  expect(canBeCalled("ask at the desk")).toBe(false);
  expect(canBeCalled("112")).toBe(true);
});

test.each([
  ["Alex 555-0123", "5550123"],
  ["5551234 / 5559999", "5551234"],
  ["5551234/5559999", "5551234"],
  ["030/1234567", "0301234567"],
  ["+49 171/123 45 67", "+491711234567"],
  ["+44 (0)20 7946 0111", "+442079460111"],
  ["0044 (0) 20 7946 0111", "00442079460111"],
  ["(0)20 7946 0111", "02079460111"],
  ["(020) 7946.0111 x12", "02079460111"],
  ["020 7946 0111 #12", "02079460111"],
  ["555-0123 (mornings), 555-9999", "5550123"],
  ["Floor 2: 555-0123", "5550123"],
  ["+1-555-555-0100", "+15555550100"],
  ["extern 0555 01", "055501"],
])("of “%s”, %s is dialled", (written, number) => {
  expect(callLink(written)).toBe(`tel:${number}`);
});

test("an address opens a letter to it alone", () => {
  expect(mailLink(" marigold@example.invalid ")).toBe("mailto:marigold@example.invalid");
  expect(mailLink("m@example.invalid?bcc=other@example.invalid")).toBe(
    "mailto:m@example.invalid%3Fbcc%3Dother%40example.invalid",
  );
});

test("somebody is a minor until the day they are eighteen", () => {
  expect(ageOn("2008-11-27", "2026-11-26")).toBe(17);
  expect(isMinor({ birthDate: "2008-11-27" }, "2026-11-26")).toBe(true);
  expect(isMinor({ birthDate: "2008-11-27" }, "2026-11-27")).toBe(false);
  expect(isMinor({ birthDate: null }, "2026-11-27")).toBe(false);
});

test("what somebody goes by is said where it is another name than the first", () => {
  expect(goesBy({ givenName: "Marigold", preferredName: "Mari" })).toBe("Mari");
  expect(goesBy({ givenName: "Marigold", preferredName: "marigold " })).toBe("");
  expect(goesBy({ givenName: "Marigold" })).toBe("");
});
