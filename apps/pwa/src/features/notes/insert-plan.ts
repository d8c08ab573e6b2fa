import { planSection, type Plan } from "@cliently/api/domain/note/plan";
import type { Content } from "@cliently/api/domain/note/content";
import type { Section, TemplateChoice } from "@cliently/api/domain/note/templates";
import type { JSONContent } from "@tiptap/core";

import { editorOf } from "./note-parts.ts";

/**
 * Puts a plan at the end of the section for it, and the caret behind it. By the editor, so that it goes the way of typed
 * words, and undo takes it back.
 */
export function insertPlan(plan: Plan, template: TemplateChoice): { section: Section; undo: () => void } | undefined {
  const section = planSection(template);
  const editor = section && editorOf(section.id);
  if (!editor) return undefined;
  const isEmpty = editor.isEmpty;
  const at = isEmpty ? { from: 0, to: editor.state.doc.content.size } : editor.state.doc.content.size;
  editor.chain().insertContentAt(at, plan.content.map(jsonOf)).focus("end").run();
  return { section, undo: () => editor.commands.undo() };
}

function jsonOf({ type, attrs, marks, text, content }: Content): JSONContent {
  return {
    type,
    ...(attrs ? { attrs } : {}),
    ...(marks ? { marks: marks.map((mark) => ({ type: mark })) } : {}),
    ...(text === undefined ? {} : { text }),
    ...(content ? { content: content.map(jsonOf) } : {}),
  };
}
