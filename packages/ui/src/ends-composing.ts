/** Whether a key belongs to a composition, as of Japanese: its Enter chooses a word and means nothing else. */
export function endsComposing({ isComposing, keyCode }: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return isComposing || keyCode === 229; // Safari has ended it by the time of the key
}
