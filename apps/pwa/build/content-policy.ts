import { createHash } from "node:crypto";

import type { Plugin } from "vite";

import { fixedStyles } from "./fixed-styles.ts";
import { contentSecurityPolicy, cspHash } from "./policy.ts";

/**
 * Writes the policy of this build to policy.json, for the server to send, and its hash into the page: a changed policy
 * is then a changed page, which a service worker fetches anew together with its headers.
 */
export function contentPolicy(): Plugin {
  const styles = new Set<string>();
  const policy = () => {
    const csp = contentSecurityPolicy([...styles].toSorted().map(cspHash));
    return { csp, hash: createHash("sha256").update(csp).digest("hex").slice(0, 16) };
  };

  return {
    name: "cliently:content-policy",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      for (const text of fixedStyles(code, id)) styles.add(text);
    },
    transformIndexHtml: {
      order: "post",
      handler: () => [{ tag: "meta", attrs: { name: "policy", content: policy().hash }, injectTo: "head" }],
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "policy.json", source: JSON.stringify(policy(), null, 2) });
    },
  };
}
