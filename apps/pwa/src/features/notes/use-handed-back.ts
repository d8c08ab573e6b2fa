import { useRef } from "react";

import { useUnsentHere } from "../../writing/use-unsent.ts";

/**
 * For what came as a whole into a section of a note that is full: it is nowhere else. `handBack`: held over the page, to be
 * copied, once nobody writes; for that moves the text.
 */
export function useHandedBack(section: string): { refuse: (words: string) => void; handBack: () => void } {
  const form = useUnsentHere();
  const refused = useRef<string[]>([]);
  return {
    refuse(words) {
      refused.current.push(words);
      form.write({ field: section, of: "a note", words: refused.current.join("\n") });
    },
    handBack() {
      refused.current = [];
      form.hold();
    },
  };
}
