import { createOpenAI } from "@ai-sdk/openai";
import { APICallError, streamText } from "ai";

import { ProviderFailure, type Provider } from "./provider.ts";

export type OpenAiConfig = { apiKey: string; baseUrl: string | undefined; model: string; api: "responses" | "chat" };

/** OpenAI, or any server that speaks its wire. Nothing is stored there, no tool is offered, nothing is tried twice. */
export function openAiProvider({ apiKey, baseUrl, model, api }: OpenAiConfig): Provider {
  const openai = createOpenAI({ apiKey, ...(baseUrl ? { baseURL: baseUrl } : {}) });
  const host = baseUrl ? new URL(baseUrl).host : "api.openai.com";

  return {
    provider: baseUrl ? host : "OpenAI",
    model,
    label: baseUrl ? `${model} at ${host}` : `${model} by OpenAI`,
    leavesServer: true,

    async *write({ prompt }, signal) {
      const { fullStream } = streamText({
        model: api === "chat" ? openai.chat(model) : openai.responses(model),
        instructions: prompt.instruction,
        prompt: prompt.content,
        maxRetries: 0,
        abortSignal: signal,
        providerOptions: { openai: { store: false } },
        onError() {}, // it comes as a part of the stream, below
      });
      let isFinished = false;
      for await (const part of fullStream) {
        signal.throwIfAborted();
        if (part.type === "text-delta") yield part.text;
        if (part.type === "error") throw failureOf(part.error);
        if (part.type === "finish") isFinished = part.finishReason === "stop" || part.finishReason === "length";
      }
      signal.throwIfAborted();
      // The stream of a cut line ends as quietly as a finished one.
      if (!isFinished) throw new ProviderFailure("provider-broke-off");
    },
  };
}

function failureOf(error: unknown): ProviderFailure {
  if (!APICallError.isInstance(error)) return new ProviderFailure("provider-broke-off", error);
  const { statusCode } = error;
  if (statusCode === undefined) return new ProviderFailure("provider-unreachable", error);
  if (statusCode === 429 || statusCode === 503 || statusCode === 529)
    return new ProviderFailure("provider-busy", error);
  return new ProviderFailure(statusCode >= 500 ? "provider-unreachable" : "provider-refused", error);
}
