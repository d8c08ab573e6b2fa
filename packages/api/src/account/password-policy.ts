/** The least that a password alone must be; a second factor will allow less. In code points. */
export const SHORTEST = 15;
export const LONGEST = 256;

/** Guesses, as a power of ten, that a password must withstand by the estimate of zxcvbn (Wheeler, USENIX Security 2016). */
const GUESSES_LOG10 = 10;

/** How much of a password is estimated, in code points: the time grows with the square, and nobody else is served meanwhile. */
const ESTIMATED = 64;

/** What is wrong with a new password, as a sentence for its field, or undefined. `own`: words it must not lean on. */
export async function passwordFlaw(password: string, own: string[]): Promise<string | undefined> {
  const points = [...password.normalize("NFC")];
  if (points.length < SHORTEST)
    return `Use at least ${SHORTEST} characters. A few words in a row are easy to remember.`;
  if (points.length > LONGEST) return `Use at most ${LONGEST} characters.`;

  const estimate = await estimator();
  const guessesLog10 = estimate(points.slice(0, ESTIMATED).join(""), own.flatMap(wordsOf));
  return guessesLog10 < GUESSES_LOG10 ? "This one is easy to guess. Use words that do not belong together." : undefined;
}

/** A name or an address, whole and in its parts. */
function wordsOf(own: string): string[] {
  return [own, ...own.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length > 2);
}

/** The lists are large: they are loaded when the first password is chosen, not when the server starts. */
async function estimator(): Promise<(password: string, own: string[]) => number> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const zxcvbn = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
  return (password, own) => zxcvbn.check(password, own).guessesLog10;
}
