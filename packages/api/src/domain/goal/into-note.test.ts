import { applyUpdateV2, Doc } from "yjs";
import { expect, test } from "vitest";

import { fromBase64 } from "../base64.ts";
import { firstText, fragmentName } from "../note/first-text.ts";
import { plainText } from "../note/plain-text.ts";
import { goalSectionOf, hasLine, writeLine } from "./into-note.ts";

test("a goal is written into an empty section as its first line, and after other words as the last one", () => {
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(firstText({ goal: "" })));
  writeLine(doc, "goal", "Walk every day");
  expect(plainText(doc.getXmlFragment(fragmentName("goal")))).toBe("Walk every day");
  writeLine(doc, "goal", "Sleep through");
  expect(plainText(doc.getXmlFragment(fragmentName("goal")))).toBe("Walk every day\nSleep through");
  expect(hasLine(doc, "goal", "Sleep through")).toBe(true);
  expect(hasLine(doc, "goal", "Sleep")).toBe(false);
});

test("only a template that asks for goals has a place for them, one's own too", () => {
  expect(["girp", "grow", "intake", "soap", "closing"].map((id) => goalSectionOf(id)?.id)).toEqual([
    "goal",
    "goal",
    "goals",
    undefined,
    undefined,
  ]);
  const own = { id: "0198c0de-0000-7000-8000-000000000001", name: "Mine", sections: [{ id: "goals", name: "Aims" }] };
  expect(goalSectionOf(own)).toEqual({ id: "goals", name: "Aims" });
});
