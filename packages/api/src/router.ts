import { accountRouter } from "./account/account.router.ts";
import { syncRouter } from "./sync/sync.router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({ account: accountRouter, sync: syncRouter });
export type AppRouter = typeof appRouter;
