/** Where syncing stands, as the person is told. Counts are mutations. */
export type SyncState =
  | { kind: "synced" }
  | { kind: "syncing"; count: number }
  | { kind: "offline"; waiting: number }
  | { kind: "needs-you"; count: number }
  | { kind: "signed-out"; waiting: number }
  | { kind: "not-saved" };
