import { expect, type BrowserContext } from "@playwright/test";

/** Lets the server forget this browser's session, while the browser keeps its cookie: as when a sign-in has run out. */
export async function serverForgets(url: string, context: BrowserContext): Promise<void> {
  const cookies = (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${url}/trpc/account.signOut`, {
    method: "POST",
    headers: { cookie: cookies, origin: url, "content-type": "application/json", "x-cliently": "1" },
  });
  expect(answer.status).toBe(200);
}
