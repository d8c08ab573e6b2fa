/** Between two attempts, where nobody says that the network is back, in ms: at first, and more each time up to the most. */
const AGAIN_MS = 5_000;
const MOST_MS = 60_000;

/**
 * Code that the page needs, however long it takes: as long as the app is not stored on the device, the network may go
 * between two parts of it.
 */
export async function loadUntilThere<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let wait = AGAIN_MS; ; wait = Math.min(2 * wait, MOST_MS)) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => {
        addEventListener("online", resolve, { once: true });
        setTimeout(resolve, wait);
      });
    }
  }
}
