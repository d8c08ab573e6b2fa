import { setTimeout as sleep } from "node:timers/promises";

import type { Provider } from "./provider.ts";

const SENTENCES = { brief: 3, standard: 6, detailed: 12 } as const;
const WORD_MS = 12;

/**
 * The summariser that needs no model: it picks the sentences whose words come up most (Luhn, "The automatic creation
 * of literature abstracts", 1958), at least one of each section, in the note's own order and words.
 */
export function extractProvider(): Provider {
  return {
    provider: "Built-in extract",
    model: "no AI model",
    label: "Built-in extract: sentences picked from the note, no AI model, nothing leaves this server",
    leavesServer: false,

    async *write({ source, wish }, signal) {
      const text = extract(source, SENTENCES[wish.length]);
      for (const word of text.split(/(?<=\s)/)) {
        await sleep(WORD_MS, undefined, { signal });
        yield word;
      }
    },
  };
}

type Sentence = { section: string; text: string; place: number };

/** Picks `count` sentences of a source of "## Section" blocks, one a line, each section named once. */
export function extract(source: string, count: number): string {
  const sentences = sentencesOf(source);
  const weights = weigh(sentences);
  const scored = sentences
    .map((sentence) => ({ sentence, score: score(sentence.text, weights) }))
    .toSorted((a, b) => b.score - a.score);

  const picked = new Set<Sentence>();
  for (const section of new Set(sentences.map(({ section: name }) => name))) {
    const best = scored.find(({ sentence }) => sentence.section === section);
    if (best) picked.add(best.sentence);
  }
  for (const { sentence } of scored) if (picked.size < count) picked.add(sentence);

  let section = "";
  return [...picked]
    .toSorted((a, b) => a.place - b.place)
    .map((sentence) => {
      const name = sentence.section === section ? "" : `${sentence.section}: `;
      section = sentence.section;
      return `- ${name}${sentence.text}`;
    })
    .join("\n");
}

function sentencesOf(source: string): Sentence[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });
  const sentences: Sentence[] = [];
  let section = "";
  for (const line of source.split("\n")) {
    if (line.startsWith("## ")) section = line.slice(3);
    else {
      for (const { segment } of segmenter.segment(line.replace(/^\s*(- |\[.\] |\d+\. )/, ""))) {
        const text = segment.trim();
        if (text) sentences.push({ section, text, place: sentences.length });
      }
    }
  }
  return sentences;
}

function weigh(sentences: Sentence[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of sentences) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function score(text: string, weights: Map<string, number>): number {
  const words = wordsOf(text);
  return words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / Math.sqrt(words.length || 1);
}

/** Words of four letters and more: shorter ones say little about what a text is about. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
}
