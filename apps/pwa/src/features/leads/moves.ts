import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
import { statusLabels } from "@cliently/api/domain/client/stages";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { overOf } from "@cliently/api/domain/field";
import { valueOf } from "@cliently/api/domain/field-path";

import type { Lead } from "./columns.ts";

type Values = Partial<Pick<Lead, "status" | "nextAction" | "nextActionOn" | "notFitReason">>;

/** The act that brings a lead to another stage, and nothing else of theirs. */
export function movedTo(lead: Lead, status: ClientStatus): Act {
  return changing(lead, { status });
}

/** The act by which a lead becomes a client: the next step of winning them is behind both. */
export function becomesClient(lead: Lead): Act {
  return changing(lead, { status: "active", nextAction: "", nextActionOn: null });
}

export function isNotAFit(lead: Lead, reason: string): Act {
  return changing(lead, { status: "not-a-fit", notFitReason: reason });
}

/** The act that takes one of those back. `after`: the lead as the act left them, so that what came later is not covered. */
export function undone(act: Act, before: Lead, after: Lead): Act {
  const { changes } = act.args as MutationArgs<"client.change">; // made above
  const values = Object.keys(changes).map((field) => [field, valueOf(before, field) ?? EMPTY[field]]);
  return changing(after, Object.fromEntries(values) as Values); // the same fields
}

/** What a row of an older build lacks. */
const EMPTY: Record<string, unknown> = { nextAction: "", nextActionOn: null, notFitReason: "" };

function changing(lead: Lead, values: Values): Act {
  const changes = Object.entries(values).map(([field, value]) => [field, { value, over: overOf(lead, field) }]);
  const all = Object.fromEntries(changes) as MutationArgs<"client.change">["changes"]; // of the type above
  return { name: "client.change", args: { id: lead.id, changes: all } };
}

/** What has been done, in words. */
export function moveWords({ givenName }: Lead, to: ClientStatus): string {
  switch (to) {
    case "active":
      return `${givenName} is a client now`;
    case "not-a-fit":
      return `${givenName} was marked as not a fit`;
    default:
      return `Moved to ${statusLabels[to]}`;
  }
}
