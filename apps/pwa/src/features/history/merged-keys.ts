/** The keys that go through words which came from another device, as in platform/keys.ts. */
export const MERGED_KEYS = {
  "Next words from another device": "F8",
  "Words from another device before": "shift+F8",
} as const;
