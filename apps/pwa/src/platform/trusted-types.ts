/** What scripts of ours are called: a built asset, or the service worker. */
const OWN_SCRIPT = /^\/(assets\/[\w.-]+\.js|sw\.js)$/;

/** Trusted Types, as far as we use them: TypeScript's DOM does not know them yet. */
type Factory = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
};

// It has one rule only: text can never become HTML or a script through it.
const policy = (globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy("cliently", {
  createScriptURL: own,
});

/**
 * The address of one of our own scripts, in the form in which a browser that enforces Trusted Types takes it for a
 * worker: `new Worker(ownScript(url), { type: "module" })` with `import url from "./x.worker.ts?worker&url"`. Throws at
 * anything else.
 */
export function ownScript(path: string): string {
  // The browser takes its TrustedScriptURL wherever the DOM types say string.
  return policy ? (policy.createScriptURL(path) as string) : own(path);
}

function own(path: string): string {
  if (!OWN_SCRIPT.test(path)) throw new TypeError("This is no script of Cliently.");
  return path;
}
