import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const pairs = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

const papers = ["sunk", "paper", "raised", "float", "hover"];

/** What is read on what: at least 4.5. */
const text: [ink: string, paper: string][] = [
  ...["ink", "soft", "faint", "accent", "danger"].flatMap((ink) =>
    papers.map((paper): [string, string] => [ink, paper]),
  ),
  ...["ink", "soft", "faint", "danger"].map((ink): [string, string] => [ink, "press"]),
  ["on-accent", "accent"],
  ["on-fill", "fill"],
  ["on-fill", "fill-hover"],
  ["on-fill", "fill-press"],
  ["on-fill", "danger-fill"],
  ["on-fill", "danger-fill-hover"],
  ["on-accent-soft", "accent-soft"],
  ["ink", "accent-soft"],
  ["faint", "accent-soft"],
  ["danger", "accent-soft"],
  ["need", "need-soft"],
  ["ink", "need-soft"],
  ["need", "paper"],
  ["need", "sunk"],
  ["need", "hover"],
  ["away", "away-soft"],
  ["ink", "away-soft"],
  ["away", "paper"],
  ["away", "sunk"],
  ["away", "hover"],
  ["danger", "danger-soft"],
  ["ink", "danger-soft"],
  ["paper", "ink"],
];

/** What is operated, and its edge or its focus ring: at least 3. */
const control: [mark: string, paper: string][] = ["edge", "accent", "fill", "danger"].flatMap((mark) =>
  ["sunk", "paper", "raised"].map((paper): [string, string] => [mark, paper]),
);

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(text)("%s can be read on %s", (ink, paper) => {
    expect(contrast(colour(ink, theme), colour(paper, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(control)("%s can be told from %s", (mark, paper) => {
    expect(contrast(colour(mark, theme), colour(paper, theme))).toBeGreaterThanOrEqual(3);
  });
});

function colour(name: string, theme: "light" | "dark"): string {
  const value = pairs.get(name)?.[theme];
  if (!value) throw new Error(`tokens.css has no pair called ${name}`);
  return value;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]; // two in, two out
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // three in, three out
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
