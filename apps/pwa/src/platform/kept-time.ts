/** A time that is kept on this device for each account, in ms, and goes with the account. Nothing is kept where storage is switched off. */
export type KeptTime = {
  of(accountId: string): number | null;
  keep(accountId: string, at: number): void;
  forget(accountId: string): void;
};

export function keptTime(prefix: string): KeptTime {
  const placeOf = (accountId: string) => `${prefix}${accountId}`;
  const quietly = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch {
      return null; // storage is switched off, or full
    }
  };
  return {
    of: (accountId) => quietly(() => Number(localStorage.getItem(placeOf(accountId))) || null),
    keep: (accountId, at) => void quietly(() => localStorage.setItem(placeOf(accountId), String(at))),
    forget: (accountId) => void quietly(() => localStorage.removeItem(placeOf(accountId))),
  };
}

/** When this device was last in step with the server. */
export const lastSync = keptTime("cliently:last-sync:");

/** When records of an account were last written to a file on this device. */
export const lastExport = keptTime("cliently-last-export-");
