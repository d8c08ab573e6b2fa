import type { BucketReply, BucketRequest, DigestReply, DigestRequest } from "@cliently/api/domain/protocol";
import type { Peer, Practice } from "@cliently/api/testing";
import { TRPCError } from "@trpc/server";

import { SignedOut, type Transport } from "../sync/surroundings.ts";

/** What happens to the next exchanges: lost on the way up, answered into nothing, sent twice. */
export type Weather = "fine" | "request-lost" | "reply-lost" | "doubled";

/** A line to the real server code, as JSON, through weather that the test makes. */
export type Line = Transport & {
  weather: Weather;
  /** Everything the open streams were told. */
  told: unknown[];
};

/** A server, as far as a line needs one. */
export type Server = { services: Pick<Practice["services"], "bus"> };

/** An account and its server, which may be one that compares no digests. */
type Comparing = Peer & {
  caller: {
    sync: {
      digest?: (request: DigestRequest) => Promise<DigestReply>;
      bucket?: (request: BucketRequest) => Promise<BucketReply>;
    };
  };
};

export function aLine(practice: Server, member: Comparing): Line {
  const line: Line = {
    weather: "fine",
    told: [],
    async exchange(request) {
      const { weather } = line;
      if (weather === "request-lost") throw new Error("not reached");
      const reply = await asSent(member.caller.sync.exchange(asJson(request)));
      if (weather === "reply-lost") throw new Error("no answer");
      if (weather === "doubled") return asJson(await asSent(member.caller.sync.exchange(asJson(request))));
      return asJson(reply);
    },
    digest: (request) => asked(line, member.caller.sync.digest?.(asJson(request))),
    bucket: (request) => asked(line, member.caller.sync.bucket?.(asJson(request))),
    events(_request, { event }) {
      return practice.services.bus.subscribe(member.accountId, (told) => {
        line.told.push(asJson(told));
        event(asJson(told));
      });
    },
  };
  practice.services.bus.subscribe(member.accountId, (told) => line.told.push(asJson(told)));
  return line;
}

async function asked(line: Line, answer: Promise<unknown> | undefined): Promise<unknown> {
  if (!answer || line.weather === "request-lost") throw new Error("not reached");
  const reply = asJson(await asSent(answer));
  if (line.weather === "reply-lost") throw new Error("no answer");
  return reply;
}

async function asSent<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof TRPCError && error.code === "UNAUTHORIZED" ? new SignedOut() : error;
  }
}

function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T; // what the wire does to it
}
