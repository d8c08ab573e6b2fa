/** The package's door for the server process. Devices import `AppRouter` as a type only, and `domain/*`. */
export { openAccounts, type Account } from "./account/account.ts";
export { SESSION_COOKIE } from "./account/sessions.ts";
export type { Assistant } from "./assistant/assistant.ts";
export { providerFrom } from "./assistant/config.ts";
export { makeAssistant } from "./assistant/make-assistant.ts";
export type { Context, Log, Services } from "./context.ts";
export { appRouter, type AppRouter } from "./router.ts";
export { makeBus, type Bus } from "./sync/bus.ts";
export { makePokes } from "./sync/pokes.ts";
export { postgresStorage } from "./sync/postgres-storage.ts";
export { tidy } from "./sync/tidy.ts";
export { makeWatch } from "./sync/watch.ts";
