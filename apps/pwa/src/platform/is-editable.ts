/** Whether a key that is pressed here writes something. */
export function isEditable(element: EventTarget | null): boolean {
  return (
    element instanceof HTMLElement &&
    (element.isContentEditable || element.matches("input, textarea, select, [role=textbox], [role=spinbutton]"))
  );
}
