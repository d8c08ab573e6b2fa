import { ownScript } from "../../platform/trusted-types.ts";
import type { Answer, Ask } from "./import.worker.ts";
import script from "./import.worker.ts?worker&url";
import type { Look, Wishes } from "./reading/open.ts";
import type { LeftOut, Person } from "./reading/person.ts";
import { RefusedFile } from "./reading/refused-file.ts";
import type { Mapping } from "./reading/take-row.ts";

export type Everybody = { people: Person[]; leftOut: LeftOut[] };

/** Reads a file in a worker of its own. One question at a time. */
export type Reader = {
  /** Throws `RefusedFile`, with words for the person. */
  open(file: Blob, wishes: Wishes): Promise<Look>;
  /** Everybody in the file that was opened last. */
  take(mapping: Mapping, thisYear: number): Promise<Everybody>;
  close(): void;
};

export function startReader(): Reader {
  const worker = new Worker(ownScript(script), { type: "module" });

  function ask(question: Ask, hear: (answer: Answer) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.kind === "refused") reject(new RefusedFile(data.words));
        else if (hear(data)) resolve();
      };
      worker.onerror = () =>
        reject(new RefusedFile("The file could not be read. Try it once more, or a smaller part of it."));
      worker.postMessage(question);
    });
  }

  return {
    async open(file, wishes) {
      let look: Look | undefined;
      await ask({ kind: "open", file, wishes }, (answer) => {
        if (answer.kind === "look") look = answer.look;
        return true;
      });
      if (!look) throw new RefusedFile("The file could not be read.");
      return look;
    },
    async take(mapping, thisYear) {
      const everybody: Everybody = { people: [], leftOut: [] };
      await ask({ kind: "take", mapping, thisYear }, (answer) => {
        if (answer.kind !== "people") return false;
        everybody.people.push(...answer.people);
        everybody.leftOut.push(...answer.leftOut);
        return answer.isLast;
      });
      return everybody;
    },
    close: () => worker.terminate(),
  };
}
