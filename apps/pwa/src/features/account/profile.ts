/** Who the server says somebody is. */
export type Profile = { accountId: string; email: string; name: string; policyVersion: string };
