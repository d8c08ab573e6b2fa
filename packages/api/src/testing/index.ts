/** The package's door for tests, here and in other packages. */
export {
  aClient,
  aConsent,
  aGoal,
  aMeasurement,
  aNote,
  aNoteText,
  anEdit,
  anId,
  aProgress,
  wordsOf,
} from "./builders.ts";
export { foldEntries, foldLog } from "./fold-log.ts";
export {
  Busy,
  memoryDatabase,
  type Looked,
  type MemoryDatabase,
  type MemoryStorage,
  type Snapshot,
} from "./memory-storage.ts";
export { memoryStore, runOver, type Rows } from "./memory-store.ts";
export { aMember, aPractice, contextOf, type Member, type Practice } from "./practice.ts";
export { anOpenAiStandIn, type OpenAiStandIn, type Script } from "./openai-stand-in.ts";
export { answered, aReferenceDevice, ask, type Peer, type ReferenceDevice } from "./reference-device.ts";
export { contentsOf, serverRows } from "./contents.ts";
export { aWorld, histories, play, settle, type Step, type World } from "./history.ts";
// What a simulator runs over a storage of its own.
export { makeBus } from "../sync/bus.ts";
export { events } from "../sync/events.ts";
export { exchange, type ExchangeParts } from "../sync/exchange.ts";
export { commitAsServer, serverDevice } from "../sync/server-commit.ts";
export { tidy } from "../sync/tidy.ts";
export type { SyncStorage } from "../sync/storage.ts";
