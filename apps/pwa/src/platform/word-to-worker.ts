/**
 * What a page can tell a service worker: activate now; activate now if no other page is open, and say through the port
 * whether you do; throw away what only older versions need.
 */
export type WordToWorker = "take-over" | "take-over-if-alone" | "tidy";
