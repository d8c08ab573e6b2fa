import { useLeaving } from "@cliently/ui/use-leaving";
import { useState } from "react";

import { useLeaveBehind } from "../../writing/use-leave-behind.ts";

/**
 * For what came as a whole into a section of a note that is full: it is nowhere else. `handBack`: held over the page, to be
 * copied, once nobody writes; for that moves the text.
 */
export function useHandedBack(section: string): { refuse: (words: string) => void; handBack: () => void } {
  const leaveBehind = useLeaveBehind(section, "a note");
  const [refused] = useState((): string[] => []);
  const handBack = () => leaveBehind(refused.splice(0).join("\n"), true);
  useLeaving(handBack);
  return { refuse: (words) => void refused.push(words), handBack };
}
