import type { BrowserKind } from "../../platform/browser-kind.ts";

/** How Cliently is installed from a browser, step by step. */
export type WayToInstall = {
  browsers: readonly BrowserKind[];
  name: string;
  steps: readonly string[];
  remark?: string;
};

const OWN_STORAGE =
  "The installed app has storage of its own. Before you go on there, see that nothing waits here any more; then sign in there once.";

export const WAYS_TO_INSTALL: readonly WayToInstall[] = [
  {
    browsers: ["chromium"],
    name: "Chrome or Edge on a computer",
    steps: [
      "Press the install sign at the right end of the address bar; or open the menu, then “Cast, save and share” in Chrome, “Apps” in Edge.",
      "Choose “Install Cliently”.",
    ],
  },
  {
    browsers: ["android"],
    name: "Chrome on Android",
    steps: ["Open the menu with the three dots.", "Choose “Add to Home screen”, then “Install”."],
  },
  {
    browsers: ["ios-safari"],
    name: "Safari on iPhone or iPad",
    steps: [
      "Press Share, the square with the arrow up. It may be behind the three dots.",
      "Choose “Add to Home Screen”, then “Add”.",
      "From now on open Cliently from the Home Screen.",
    ],
    remark: OWN_STORAGE,
  },
  {
    browsers: ["ios-other"],
    name: "Another browser on iPhone or iPad",
    steps: [
      "Press Share, in or beside the address bar.",
      "Choose “Add to Home Screen”. If it is not there, open Cliently in Safari and do it there.",
      "From now on open Cliently from the Home Screen.",
    ],
    remark: OWN_STORAGE,
  },
  {
    browsers: ["safari"],
    name: "Safari on a Mac",
    steps: ["Open the menu File.", "Choose “Add to Dock”, then “Add”.", "From now on open Cliently from the Dock."],
    remark: OWN_STORAGE,
  },
  {
    browsers: ["firefox-android"],
    name: "Firefox on Android",
    steps: ["Open the menu with the three dots.", "Choose “Add app to Home screen”, then “Add”."],
  },
  {
    browsers: ["firefox"],
    name: "Firefox on a computer",
    steps: [
      "On Windows, press the sign “Add to taskbar” in the address bar, if it is there.",
      "Elsewhere Firefox installs no apps. Cliently works there all the same, also without a network; to have it as an app, open it in Chrome or Edge.",
    ],
  },
];

/** The way for this browser, when it is known, and all others. */
export function waysFor(browser: BrowserKind): { own: WayToInstall | undefined; others: readonly WayToInstall[] } {
  const own = WAYS_TO_INSTALL.find(({ browsers }) => browsers.includes(browser));
  return { own, others: WAYS_TO_INSTALL.filter((way) => way !== own) };
}
