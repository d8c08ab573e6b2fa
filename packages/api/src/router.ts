import { accountRouter } from "./account/account.router.ts";
import { summaryRouter } from "./assistant/summary.router.ts";
import { syncRouter } from "./sync/sync.router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({ account: accountRouter, summary: summaryRouter, sync: syncRouter });
export type AppRouter = typeof appRouter;
