import type { AskedScale } from "./measurement.ts";

/** One question. Its answers stand in the order of their values, from 0. */
export type Item = { key: string; words: string; answers: readonly string[]; isScored: boolean };

/** A range of totals, both ends included, by its published name. */
export type Band = { from: number; to: number; name: string };

export type Instrument = {
  id: string;
  name: string;
  /** What it asks about, for whoever chooses one. */
  about: string;
  /** What is read before every item. */
  lead: string;
  items: readonly Item[];
  bands: readonly Band[];
  /** The highest total. */
  max: number;
  /** With at most so many unanswered items there is still a score. */
  mostUnanswered: number;
  /** The item whose answers above 0 must not be passed over. */
  watchedItem: string | null;
};

const HOW_OFTEN = ["Not at all", "Several days", "More than half the days", "Nearly every day"] as const;
const HOW_DIFFICULT = ["Not difficult at all", "Somewhat difficult", "Very difficult", "Extremely difficult"] as const;

/**
 * Kroenke, Spitzer and Williams 2001, in the wording of the authors' own form, which may be reproduced freely. Up to two
 * unanswered items: Arrieta et al. 2017, doi 10.1002/jclp.22390.
 */
export const phq9: Instrument = {
  id: "phq-9",
  name: "PHQ-9",
  about: "Depression, nine questions",
  lead: "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
  items: [
    ...howOften([
      "Little interest or pleasure in doing things",
      "Feeling down, depressed, or hopeless",
      "Trouble falling or staying asleep, or sleeping too much",
      "Feeling tired or having little energy",
      "Poor appetite or overeating",
      "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
      "Trouble concentrating on things, such as reading the newspaper or watching television",
      "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual",
      "Thoughts that you would be better off dead or of hurting yourself in some way",
    ]),
    howDifficult("10"),
  ],
  bands: [
    { from: 0, to: 4, name: "minimal" },
    { from: 5, to: 9, name: "mild" },
    { from: 10, to: 14, name: "moderate" },
    { from: 15, to: 19, name: "moderately severe" },
    { from: 20, to: 27, name: "severe" },
  ],
  max: 27,
  mostUnanswered: 2,
  watchedItem: "9",
};

/** Spitzer, Kroenke, Williams and Löwe 2006, likewise. We found no published rule for unanswered items. */
export const gad7: Instrument = {
  id: "gad-7",
  name: "GAD-7",
  about: "Anxiety, seven questions",
  lead: "Over the last 2 weeks, how often have you been bothered by the following problems?",
  items: [
    ...howOften([
      "Feeling nervous, anxious or on edge",
      "Not being able to stop or control worrying",
      "Worrying too much about different things",
      "Trouble relaxing",
      "Being so restless that it is hard to sit still",
      "Becoming easily annoyed or irritable",
      "Feeling afraid as if something awful might happen",
    ]),
    howDifficult("8"),
  ],
  bands: [
    { from: 0, to: 4, name: "minimal" },
    { from: 5, to: 9, name: "mild" },
    { from: 10, to: 14, name: "moderate" },
    { from: 15, to: 21, name: "severe" },
  ],
  max: 21,
  mostUnanswered: 0,
  watchedItem: null,
};

/** What a measure asks: one of the published, or the scale as it was asked. */
export function instrumentOf({ instrument, scale }: { instrument: string; scale: AskedScale | null }): Instrument {
  if (instrument === phq9.id) return phq9;
  if (instrument === gad7.id) return gad7;
  if (scale) return ownScale(instrument, scale);
  return { ...EMPTY, id: instrument, name: "A measure that this version of Cliently does not know" };
}

/** The lowest and the highest value of a scale of one's own. */
export const SCALE_MAX = 10;

function ownScale(id: string, { name, low, high }: AskedScale): Instrument {
  const ends: Record<number, string> = { 0: low, [SCALE_MAX]: high };
  const answers = Array.from({ length: SCALE_MAX + 1 }, (_, value) =>
    ends[value] ? `${value} · ${ends[value]}` : String(value),
  );
  const items = [{ key: "1", words: name, answers, isScored: true }];
  return { ...EMPTY, id, name, about: [low, high].filter(Boolean).join(" to "), items, max: SCALE_MAX };
}

const EMPTY = {
  about: "",
  lead: "",
  items: [],
  bands: [],
  max: 0,
  mostUnanswered: 0,
  watchedItem: null,
} satisfies Partial<Instrument>;

function howOften(problems: readonly string[]): Item[] {
  return problems.map((words, index) => ({ key: String(index + 1), words, answers: HOW_OFTEN, isScored: true }));
}

/** The last question of both forms, which no score counts. */
function howDifficult(key: string): Item {
  return {
    key,
    words:
      "If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?",
    answers: HOW_DIFFICULT,
    isScored: false,
  };
}
