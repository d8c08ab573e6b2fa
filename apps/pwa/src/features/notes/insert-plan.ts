import { planSection, type Plan } from "@cliently/api/domain/note/plan";
import type { Content } from "@cliently/api/domain/note/content";
import type { Section, TemplateChoice } from "@cliently/api/domain/note/templates";
import type { Editor, JSONContent } from "@tiptap/core";

import { editorOf } from "./note-parts.ts";
import { undoneAlone } from "./undone-alone.ts";

export type Inserted = {
  section: Section;
  editor: Editor;
  /** Takes it out again; false when it was written on since, and it stays. */
  takeOut: () => boolean;
};

/**
 * Puts a plan at the end of the section for it; undefined when that is not on the page, or the note too full, which the
 * editor tells. By the editor, so that it goes the way of typed words, and undo takes it back by itself.
 */
export function insertPlan(plan: Plan, template: TemplateChoice): Inserted | undefined {
  const section = planSection(template);
  const editor = section && editorOf(section.id);
  if (!editor) return undefined;
  const before = editor.state.doc;
  const end = before.content.size;
  undoneAlone(editor.view, () =>
    editor
      .chain()
      .setMeta("uiEvent", "plan")
      .insertContentAt(editor.isEmpty ? { from: 0, to: end } : end, plan.content.map(jsonOf))
      .run(),
  );
  const after = editor.state.doc;
  if (after.eq(before)) return undefined;
  const isAsPutIn = () => !editor.isDestroyed && editor.state.doc.eq(after);
  return { section, editor, takeOut: () => isAsPutIn() && editor.commands.undo() };
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
