import { keepText, keptText } from "./kept-text.ts";

/** A time that is kept on this device for each account, in ms, and goes with the account. Nothing is kept where storage is switched off. */
export type KeptTime = {
  of(accountId: string): number | null;
  keep(accountId: string, at: number): void;
  forget(accountId: string): void;
};

export function keptTime(prefix: string): KeptTime {
  return {
    of: (accountId) => Number(keptText(prefix + accountId)) || null,
    keep: (accountId, at) => keepText(prefix + accountId, String(at)),
    forget: (accountId) => keepText(prefix + accountId, null),
  };
}

/** When this device was last in step with the server. */
export const lastSync = keptTime("cliently:last-sync:");

/** When records of an account were last written to a file on this device. */
export const lastExport = keptTime("cliently-last-export-");
