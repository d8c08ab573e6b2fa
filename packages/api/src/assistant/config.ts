import { extractProvider } from "./extract.ts";
import { openAiProvider } from "./openai.ts";
import type { Provider } from "./provider.ts";

/** What the environment says about who writes summaries. */
export type AssistantConfig = {
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
  AI_MODEL?: string | undefined;
  AI_API?: "responses" | "chat" | undefined;
};

const MODEL = "gpt-5-mini";

/** OpenAI with a key, another server of its wire with an address, and with neither the built-in extract. */
export function providerFrom({
  OPENAI_API_KEY: key,
  OPENAI_BASE_URL: baseUrl,
  AI_MODEL: model = MODEL,
  AI_API: api,
}: AssistantConfig): Provider {
  if (!key && !baseUrl) return extractProvider();
  // Servers of one's own mostly speak chat completions only, and ask for no key.
  return openAiProvider({ apiKey: key ?? "none", baseUrl, model, api: api ?? (baseUrl ? "chat" : "responses") });
}
