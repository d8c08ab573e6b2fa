import type { Page } from "@playwright/test";

/** How long one strict IndexedDB transaction of `bytes` takes, again and again, in ms. */
export function floorStore(page: Page, runs: number, bytes: number): Promise<number[]> {
  return page.evaluate(
    async ({ runs: times, bytes: size }) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("floor-store", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("rows");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error("no database"));
      });
      const samples: number[] = [];
      for (let run = 0; run < times; run++) {
        const began = performance.now();
        await new Promise<void>((resolve) => {
          const transaction = db.transaction("rows", "readwrite", { durability: "strict" });
          transaction.objectStore("rows").put(new Uint8Array(size), run);
          transaction.oncomplete = () => resolve();
        });
        samples.push(performance.now() - began);
      }
      return samples;
    },
    { runs, bytes },
  );
}

/** One strict IndexedDB write, one POST with one INSERT and COMMIT, one event, one change of a text node elsewhere. */
export async function floorLive(from: Page, to: Page, runs: number): Promise<number[]> {
  await to.evaluate(async () => {
    const seen: Record<string, number> = {};
    Object.assign(globalThis, { seen });
    const events = new EventSource("/listen");
    events.addEventListener("message", ({ data }: MessageEvent<string>) => {
      const text = document.querySelector("#text");
      if (text) text.textContent = data;
      seen[data.slice(0, 12)] = performance.timeOrigin + performance.now();
    });
    await new Promise((resolve) => events.addEventListener("open", resolve));
  });
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    const mark = String(run).padStart(12, "-");
    const began = await from.evaluate(async (name) => {
      const at = performance.timeOrigin + performance.now();
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("floor-live", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("rows");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error("no database"));
      });
      await new Promise<void>((resolve) => {
        const transaction = db.transaction("rows", "readwrite", { durability: "strict" });
        transaction.objectStore("rows").put(new Uint8Array(400), name);
        transaction.oncomplete = () => resolve();
      });
      db.close();
      await fetch("/write", { method: "POST", body: name + "x".repeat(400) });
      return at;
    }, mark);
    const seen = await to.waitForFunction(
      (name) => (globalThis as unknown as { seen: Record<string, number> }).seen[name],
      mark,
      { polling: 10 },
    ); // made above
    samples.push(Number(await seen.jsonValue()) - began);
  }
  return samples;
}

/** Reads all rows in one answer and stores each in IndexedDB, relaxed, as fast as it goes. */
export async function floorRows(page: Page, runs: number): Promise<number[]> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    samples.push(
      await page.evaluate(async (name) => {
        const began = performance.now();
        const answer = await fetch("/rows");
        const rows = (await answer.json()) as { id: number; body: string }[];
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name, 1);
          request.onupgradeneeded = () => request.result.createObjectStore("rows", { keyPath: "id" });
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error("no database"));
        });
        await new Promise<void>((resolve) => {
          const transaction = db.transaction("rows", "readwrite", { durability: "relaxed" });
          for (const row of rows) transaction.objectStore("rows").put(row);
          transaction.oncomplete = () => resolve();
        });
        return performance.now() - began;
      }, `floor-rows-${run}`),
    );
  }
  return samples;
}

/** When each word of a provider's stream is in the page, in ms since 1970, passed on as it comes by a bare proxy. */
export function floorWords(page: Page, words: number): Promise<number[]> {
  return page.evaluate(async (count) => {
    const answer = await fetch("/words", { method: "POST" });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const arrivals: number[] = [];
    let text = "";
    for (let done = false; !done && reader;) {
      const { value, done: over } = await reader.read();
      done = over;
      text += value ?? "";
      for (
        let next = text.includes(`"t${arrivals.length}."`);
        next && arrivals.length < count;
        next = text.includes(`"t${arrivals.length}."`)
      ) {
        arrivals.push(performance.timeOrigin + performance.now());
      }
    }
    return arrivals;
  }, words);
}
