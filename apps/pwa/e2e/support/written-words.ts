// Words that nobody wrote, as varied as real ones: a vocabulary whose words are used as often as Zipf's law says, so
// that an index has as much to keep as it would of real notes.

export type Writer = { word(): string; text(characters: number): string };

const VOCABULARY = 20_000;

/** A writer who writes the same again for the same seed. */
export function aWriter(seed: number): Writer {
  let state = seed >>> 0;
  // mulberry32, after Tommy Ettinger
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const word = () => spelled(Math.floor(VOCABULARY ** random()) - 1);
  return {
    word,
    text(characters) {
      let text = "";
      for (let words = 0; text.length < characters; words++) {
        const one = word();
        text += words % 11 === 0 ? `${text && ". "}${one[0]?.toUpperCase()}${one.slice(1)}` : ` ${one}`;
      }
      return text.slice(0, characters);
    },
  };
}

const SYLLABLES = [
  ..."ba be bi bo da de di du fa fe ga ge ha he hi ka ke ki la le li lo".split(" "),
  ..."ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve wa we".split(" "),
];

/** The word of a number: the often used ones are short. */
function spelled(number: number): string {
  let left = number + SYLLABLES.length;
  let word = "";
  while (left > 0) {
    word += SYLLABLES[left % SYLLABLES.length];
    left = Math.floor(left / SYLLABLES.length);
  }
  return word;
}
