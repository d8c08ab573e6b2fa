/** What Chromium hands a page that could be installed. TypeScript's DOM does not know it. */
type InstallOffer = Event & { prompt(): Promise<unknown>; userChoice: Promise<{ outcome: "accepted" | "dismissed" }> };

/** The browser's offer to install the app, which comes once and early, kept until somebody wants it. */
export type Installing = {
  isOffered(): boolean;
  onChange(listener: () => void): () => void;
  /** Has the browser ask the person. An offer can be taken up once. */
  ask(): Promise<void>;
};

/** Waits for the offer. */
export function watchInstalling(): Installing {
  const listeners = new Set<() => void>();
  let offer: InstallOffer | undefined;

  const hold = (next: InstallOffer | undefined) => {
    offer = next;
    listeners.forEach((listener) => listener());
  };
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // no banner over somebody's work: there is a button for it
    hold(event as InstallOffer);
  });
  addEventListener("appinstalled", () => hold(undefined));

  return {
    isOffered: () => offer !== undefined,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ask() {
      const taken = offer;
      hold(undefined);
      await taken?.prompt();
      await taken?.userChoice;
    },
  };
}
