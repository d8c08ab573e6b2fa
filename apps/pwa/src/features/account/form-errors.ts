import { TRPCClientError } from "@trpc/client";

export type FormErrors = { fields: Record<string, string>; general?: string };

/** What a failed call says to a form: a sentence for each field, or one for all of it. What was typed stays. */
export function formErrors(error: unknown): FormErrors {
  if (!(error instanceof TRPCClientError)) throw error;
  const data = error.data as { fields?: unknown } | undefined; // the server's error formatter makes it; absent when it was not reached
  const fields = data?.fields;
  if (isSentences(fields) && Object.keys(fields).length > 0) return { fields };
  if (!data)
    return {
      fields: {},
      general: "Cliently cannot be reached. Check the connection and try again; what you typed is still here.",
    };
  return { fields: {}, general: error.message };
}

function isSentences(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((sentence) => typeof sentence === "string")
  );
}
