/**
 * Signs in with the password that has just opened this device, when the sign-in has run out meanwhile: there is no need
 * to ask for it twice. Resolves with whether that was so; offline, or with another password on the server, it was not.
 */
export async function renewSignIn(email: string, password: string): Promise<boolean> {
  try {
    const { makeApi } = await import("../../api.ts");
    const api = makeApi();
    const me = await api.account.me.query();
    if (me?.email === email) return false;
    await api.account.signIn.mutate({ email, password });
    return true;
  } catch {
    return false; // the sync state says so, and asks when it matters
  }
}
