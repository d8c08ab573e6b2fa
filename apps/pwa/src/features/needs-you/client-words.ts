import { contactLabels, clientLabels, preferenceLabels } from "@cliently/api/domain/client/labels";
import { statusLabels } from "@cliently/api/domain/client/stages";

/** What a person calls a field of a client, or one of their further contacts. `value`: one that stood in it. */
export function clientLabel(field: string, value: unknown): string {
  const labels: Record<string, string> = clientLabels;
  if (!field.startsWith("contacts.")) return labels[field] ?? field;
  const kinds: Record<string, string> = contactLabels;
  return (isContact(value) && kinds[value.kind]) || "A contact";
}

export function isClientField(field: string): boolean {
  return Object.hasOwn(clientLabels, field);
}

/** What stands in a field of a client, in words; "" when nothing does. */
export function clientWords(field: string, value: unknown): string {
  const said: Record<string, string> =
    field === "status" ? statusLabels : field === "contactPreference" ? preferenceLabels : {};
  if (typeof value === "string") return said[value] ?? value;
  if (!isContact(value)) return "";
  const { kind: _kind, ...parts } = value;
  return Object.values(parts).filter(Boolean).join(", ");
}

function isContact(value: unknown): value is { kind: string; [part: string]: unknown } {
  return typeof value === "object" && value !== null && "kind" in value;
}
