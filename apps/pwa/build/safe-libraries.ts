import type { Plugin } from "vite";

const EMPTIED = /\.innerHTML\s*=\s*(?:''|"")/g;
const OTHER_LANGUAGE = /\/react-(?:aria|stately|aria-components)\/.*\/intl\/.*\/(?!en-US\.)[a-z]{2}-[A-Z]{2}\.mjs$/;

/** Makes React Aria fit: nothing it does may hurt the content security policy, and it speaks the app's one language. */
export function safeLibraries(): Plugin {
  return {
    name: "cliently:safe-libraries",
    load(id) {
      // Thirty languages of "press to open" would be on every first load. The other names stay, and mean English.
      if (OTHER_LANGUAGE.test(id)) return `export { default } from "./en-US.mjs";`;
    },
    transform(code, id) {
      // Where Trusted Types are enforced, `x.innerHTML = ""` throws; this empties an element all the same.
      if (!id.includes("/react-aria/") || code.search(EMPTIED) < 0) return;
      return { code: code.replace(EMPTIED, ".replaceChildren()"), map: null };
    },
  };
}
