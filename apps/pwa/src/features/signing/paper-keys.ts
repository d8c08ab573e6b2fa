/** The keys that put the note on paper, as in platform/keys.ts. */
export const PAPER_KEYS = { "Print or save as PDF": "mod+p" } as const;
