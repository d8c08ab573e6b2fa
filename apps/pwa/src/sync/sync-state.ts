/** Where syncing stands, as the person is told. Counts are mutations. */
export type SyncState =
  | { kind: "synced" }
  | { kind: "syncing"; count: number }
  | { kind: "offline"; waiting: number }
  /** The server answers, and cannot take what waits yet: an older one, for example, while a new one is being started. */
  | { kind: "later"; waiting: number }
  | { kind: "needs-you"; count: number }
  | { kind: "signed-out"; waiting: number }
  /** The person took this device's access away. */
  | { kind: "revoked" }
  | { kind: "not-saved" };
