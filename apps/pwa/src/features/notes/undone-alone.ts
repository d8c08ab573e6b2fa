import type { EditorView } from "@tiptap/pm/view";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import type { UndoManager } from "yjs";

/** Does something that undo takes back in one step, and nothing that was typed a moment before or after with it. */
export function undoneAlone(view: EditorView, act: () => void): void {
  const undo = () => (yUndoPluginKey.getState(view.state) as { undoManager: UndoManager } | undefined)?.undoManager; // the plugin's own state
  undo()?.stopCapturing();
  act();
  undo()?.stopCapturing();
}
