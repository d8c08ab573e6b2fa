/** How an open field is stored: an id, a time (ms in the domain, timestamptz in Postgres), or a status word. */
export type OpenKind = "id" | "time" | "status";

export type NounLayout = {
  /** The fields that stay readable at rest, beside `id` and the version. Everything else is one sealed value. */
  open: Record<string, OpenKind>;
  /** The open ids by which rows can be listed. */
  lists: readonly string[];
};

/** How every noun lies at rest, on both ends. Apart from the schemas, because the first screen needs only this. */
export const layouts = {
  client: {
    open: { createdAt: "time", status: "status", deletedAt: "time" },
    lists: [],
  },
  consent: {
    open: { clientId: "id", givenAt: "time", withdrawnAt: "time" },
    lists: ["clientId"],
  },
  note: {
    open: { clientId: "id", createdAt: "time", startedAt: "time", status: "status", deletedAt: "time" },
    lists: ["clientId"],
  },
  "note-update": {
    open: { noteId: "id", madeAt: "time" },
    lists: ["noteId"],
  },
  summary: {
    open: { noteId: "id", clientId: "id", requestedAt: "time", finishedAt: "time", status: "status" },
    lists: ["noteId", "clientId"],
  },
  signature: {
    open: { noteId: "id", clientId: "id", signedAt: "time", undoneAt: "time" },
    lists: ["noteId"],
  },
  addendum: {
    open: { noteId: "id", clientId: "id", createdAt: "time", signedAt: "time", status: "status" },
    lists: ["noteId"],
  },
  goal: { open: { clientId: "id", createdAt: "time", status: "status" }, lists: ["clientId"] },
  measurement: {
    open: { clientId: "id", noteId: "id", createdAt: "time", takenAt: "time", status: "status" },
    lists: ["clientId"],
  },
  preset: { open: { kind: "status", createdAt: "time", status: "status" }, lists: [] },
} as const satisfies Record<string, NounLayout>;

export const nounNames = Object.keys(layouts) as (keyof typeof layouts)[]; // Object.keys forgets the literal keys
