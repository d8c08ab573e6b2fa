/** Whether this device asks for the account's password when it comes back from a client. It does unless the person chose otherwise. */
export function asksOnReturn(accountId: string): boolean {
  try {
    return localStorage.getItem(placeOf(accountId)) !== "off";
  } catch {
    return true; // storage is switched off, and with it the choice
  }
}

/** Keeps the choice for this browser. */
export function chooseOnReturn(accountId: string, asks: boolean): void {
  try {
    if (asks) localStorage.removeItem(placeOf(accountId));
    else localStorage.setItem(placeOf(accountId), "off");
  } catch {
    // storage is switched off: it cannot be chosen here
  }
}

function placeOf(accountId: string): string {
  return `cliently-asks-on-return-${accountId}`;
}
