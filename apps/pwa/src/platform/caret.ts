/**
 * Remembers where the caret stands in a text, and puts it back there when the focus comes back to the text: browsers put
 * it at the beginning, and an editor mends that only a moment later.
 */
export function rememberCaret(): void {
  const text = document.activeElement;
  const selection = getSelection();
  if (!(text instanceof HTMLElement && text.isContentEditable) || !selection) return;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (!anchorNode || !focusNode) return;

  const putBack = () => {
    // Words that came from elsewhere meanwhile may have replaced what it stood in; then the editor knows best.
    const isThere = [anchorNode, focusNode].every((node) => text.contains(node));
    if (isThere && anchorOffset <= lengthOf(anchorNode) && focusOffset <= lengthOf(focusNode))
      selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  };
  // A moment later, because the browser moves the caret only after it has told of the focus.
  text.addEventListener("focus", () => queueMicrotask(putBack), { once: true });
}

function lengthOf(node: Node): number {
  return node instanceof CharacterData ? node.length : node.childNodes.length;
}
