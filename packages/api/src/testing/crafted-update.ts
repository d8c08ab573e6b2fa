import { toBase64 } from "../domain/base64.ts";
import type { YUpdateV2 } from "../domain/note/y-update.ts";

/** A Yjs V2 update of few bytes that stands for so many pieces: nothing of one letter each, by as many writers as asked for. */
export function aCraftedUpdate(pieces: number, { writers = 1, first = 1 } = {}): YUpdateV2 {
  const clients = Array.from({ length: writers }, (_, index) => integer(first + index)).flat();
  const lengths = [...integer(1, true), ...natural(pieces * writers - 2)];
  const blocks = Array.from({ length: writers }, () => [...natural(pieces), ...natural(0)]).flat();
  const columns = [[], clients, [], [], [0], [0], [], [], lengths].map((bytes) => [...natural(bytes.length), ...bytes]);
  return toBase64(Uint8Array.from([0, ...columns.flat(), ...natural(writers), ...blocks, ...natural(0)]));
}

/** A number as lib0 writes it, seven bits a byte. */
function natural(value: number): number[] {
  return value < 128 ? [value] : [128 + (value % 128), ...natural(Math.floor(value / 128))];
}

/** A number that may have a sign: below zero it stands for a run. */
function integer(value: number, isRun = false): number[] {
  const sign = isRun ? 64 : 0;
  return value < 64 ? [sign + value] : [128 + sign + (value % 64), ...natural(Math.floor(value / 64))];
}
