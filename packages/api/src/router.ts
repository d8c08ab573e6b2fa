import { accountRouter } from "./account/account.router.ts";
import { summaryRouter } from "./assistant/summary.router.ts";
import { historyRouter } from "./history/history.router.ts";
import { syncRouter } from "./sync/sync.router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  account: accountRouter,
  history: historyRouter,
  summary: summaryRouter,
  sync: syncRouter,
});
export type AppRouter = typeof appRouter;
