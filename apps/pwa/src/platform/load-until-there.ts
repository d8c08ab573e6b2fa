/** Between two attempts, where nobody says that the network is back. In ms. */
const AGAIN_MS = 5_000;

/**
 * Code that the page needs, however long it takes: as long as the app is not stored on the device, the network may go
 * between two parts of it.
 */
export async function loadUntilThere<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => {
        addEventListener("online", resolve, { once: true });
        setTimeout(resolve, AGAIN_MS);
      });
    }
  }
}
