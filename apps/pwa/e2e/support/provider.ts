import { anOpenAiStandIn, type OpenAiStandIn } from "@cliently/api/testing";

import { startServer, type TestServer } from "../server.ts";
import { test as journey } from "./journey.ts";

/** A journey with a provider of AI: a server of this machine that speaks OpenAI's wire. */
export const test = journey.extend<object, { standIn: OpenAiStandIn; server: TestServer }>({
  standIn: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needs of a fixture from this pattern
    async ({}, use) => {
      await using standIn = await anOpenAiStandIn();
      await use(standIn);
    },
    { scope: "worker" },
  ],
  server: [
    async ({ standIn }, use) => {
      const env = { SIGN_UPS_PER_HOUR: "1000000", OPENAI_BASE_URL: standIn.url, AI_MODEL: "stand-in" };
      await using server = await startServer({ env });
      await use(server);
    },
    { scope: "worker" },
  ],
});
