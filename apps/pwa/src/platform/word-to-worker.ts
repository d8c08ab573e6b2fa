/** What a page can tell a service worker: activate now; or, throw away what only older versions need. */
export type WordToWorker = "take-over" | "tidy";
