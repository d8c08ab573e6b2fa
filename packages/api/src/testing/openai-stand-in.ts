import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What the stand-in does with the next request. */
export type Script =
  | { does: "write"; words: string[]; msPerWord?: number; onWord?: () => void }
  /** Sends these words and then nothing more, with the line open. */
  | { does: "hang"; words: string[] }
  /** Sends these words and cuts the line. */
  | { does: "cut"; words: string[] }
  /** Sends these words and ends in order, without saying that it is finished. */
  | { does: "trail-off"; words: string[] }
  /** Sends these words and then something that is no event. */
  | { does: "babble"; words: string[] }
  | { does: "answer"; status: number };

/** A server on this machine that speaks OpenAI's wire, streaming, over both of its APIs. */
export type OpenAiStandIn = AsyncDisposable & {
  url: string;
  script: Script;
  /** The bodies of all requests, with the path they came to. */
  requests: { path: string; body: Record<string, unknown> }[];
  /** How many requests were given up by their sender before the end. */
  abandoned: number;
};

export async function anOpenAiStandIn(): Promise<OpenAiStandIn> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  const standIn: OpenAiStandIn = {
    url: `http://127.0.0.1:${port}/v1`,
    script: { does: "write", words: ["Hello."] },
    requests: [],
    abandoned: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    standIn.requests.push({ path, body: JSON.parse(await textOf(request)) as Record<string, unknown> }); // the SDK sends objects
    response.on("close", () => {
      if (!response.writableEnded) standIn.abandoned++;
    });
    const { script } = standIn;
    if (script.does === "answer") {
      response.writeHead(script.status, { "content-type": "application/json", "retry-after": "1" });
      return void response.end(
        JSON.stringify({ error: { message: "no", type: "stand_in", code: String(script.status), param: null } }),
      );
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const wire = path.endsWith("/chat/completions") ? chat(response) : responses(response);
    wire.begin();
    for (const word of script.words) {
      if (script.does === "write" && script.msPerWord) await sleep(script.msPerWord);
      if (response.destroyed) return;
      if (script.does === "write") script.onWord?.();
      wire.word(word);
    }
    if (script.does === "hang") return;
    if (script.does === "cut") {
      await sleep(20); // until the words are on their way
      return void response.destroy();
    }
    if (script.does === "babble") response.write("data: {this is no event\n\n");
    if (script.does === "write") wire.finish(script.words.join(""));
    response.end();
  }

  return standIn;
}

type Wire = { begin(): void; word(text: string): void; finish(text: string): void };

function chat(response: ServerResponse): Wire {
  const send = (choice: object) => {
    const chunk = {
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 1,
      model: "stand-in",
      choices: [{ index: 0, finish_reason: null, ...choice }],
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  return {
    begin: () => send({ delta: { role: "assistant", content: "" } }),
    word: (text) => send({ delta: { content: text } }),
    finish() {
      send({ delta: {}, finish_reason: "stop" });
      response.write("data: [DONE]\n\n");
    },
  };
}

function responses(response: ServerResponse): Wire {
  const send = (type: string, fields: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  const item = { id: "msg_1", type: "message", role: "assistant" };
  return {
    begin() {
      send("response.created", { response: { id: "resp_1", object: "response", created_at: 1, model: "stand-in" } });
      send("response.output_item.added", { output_index: 0, item: { ...item, status: "in_progress", content: [] } });
    },
    word: (delta) =>
      send("response.output_text.delta", { item_id: "msg_1", output_index: 0, content_index: 0, delta, logprobs: [] }),
    finish(text) {
      const content = [{ type: "output_text", text, annotations: [] }];
      send("response.output_item.done", { output_index: 0, item: { ...item, status: "completed", content } });
      const usage = {
        input_tokens: 1,
        output_tokens: 1,
        total_tokens: 2,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens_details: { reasoning_tokens: 0 },
      };
      send("response.completed", {
        response: {
          id: "resp_1",
          object: "response",
          created_at: 1,
          model: "stand-in",
          status: "completed",
          incomplete_details: null,
          usage,
        },
      });
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
