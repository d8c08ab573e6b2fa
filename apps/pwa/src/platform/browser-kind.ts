/** The browsers that keep things, and are installed from, each in its own way. */
export type BrowserKind =
  | "chromium"
  | "android"
  | "firefox"
  | "firefox-android"
  | "safari"
  | "ios-safari"
  | "ios-other"
  | "other";

/** Which one this is. An iPad says that it is a Mac, and is one that can be touched. */
export function browserKind({ userAgent, maxTouchPoints }: { userAgent: string; maxTouchPoints: number }): BrowserKind {
  const says = (pattern: RegExp) => pattern.test(userAgent);
  if (says(/iPhone|iPad|iPod/) || (says(/Macintosh/) && maxTouchPoints > 1))
    return says(/CriOS|FxiOS|EdgiOS|OPiOS|OPT\/|DuckDuckGo|Brave/) ? "ios-other" : "ios-safari";
  if (says(/Firefox\//)) return says(/Android/) ? "firefox-android" : "firefox";
  if (says(/Chrome\//)) return says(/Android/) ? "android" : "chromium";
  return says(/Safari\//) && says(/Version\//) ? "safari" : "other";
}
