import { Sun } from "lucide-react";
import { expect, test } from "vitest";
import { isHere } from "./navigation.ts";

const clients = { href: "/clients", label: "Clients", icon: Sun };
const today = { href: "/", label: "Today", icon: Sun };

test("a place is current on its own page and on the pages inside it", () => {
  expect(isHere(clients, "/clients")).toBe(true);
  expect(isHere(clients, "/clients/42")).toBe(true);
});

test("a place is not current where another merely begins alike", () => {
  expect(isHere(clients, "/clients-archive")).toBe(false);
  expect(isHere(today, "/clients")).toBe(false);
});
