import { expect, test } from "vitest";
import { syncNews, syncWords } from "./sync-badge.tsx";

test("every sync state is said in words", () => {
  expect(syncWords({ kind: "synced" })).toBe("Synced");
  expect(syncWords({ kind: "syncing", count: 3 })).toBe("Syncing 3");
  expect(syncWords({ kind: "offline", waiting: 12 })).toBe("Offline · 12 waiting");
  expect(syncWords({ kind: "later", waiting: 2 })).toBe("Waiting · 2");
  expect(syncWords({ kind: "revoked" })).toBe("Signed out of this device");
  expect(syncWords({ kind: "needs-you", count: 1 })).toBe("Needs you");
  expect(syncWords({ kind: "needs-you", count: 2 })).toBe("Needs you · 2");
  expect(syncWords({ kind: "signed-out", waiting: 4 })).toBe("Sign in · 4 waiting");
  expect(syncWords({ kind: "not-saved" })).toBe("Not saved on this device");
});

test("nothing waiting is not counted", () => {
  expect(syncWords({ kind: "syncing", count: 0 })).toBe("Syncing");
  expect(syncWords({ kind: "offline", waiting: 0 })).toBe("Offline");
  expect(syncWords({ kind: "later", waiting: 0 })).toBe("Waiting");
  expect(syncWords({ kind: "signed-out", waiting: 0 })).toBe("Signed out");
});

test("a screen reader is not interrupted by every pause in typing, nor by each change that waits", () => {
  expect(syncNews({ kind: "syncing", count: 1 })).toBe(syncNews({ kind: "synced" }));
  expect(syncNews({ kind: "offline", waiting: 1 })).toBe(syncNews({ kind: "offline", waiting: 2 }));
});
