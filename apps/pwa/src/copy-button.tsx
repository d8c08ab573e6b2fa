import { Button } from "@cliently/ui/button";
import { useState } from "react";

import { Problem } from "./problem.tsx";

type Props = { words: string; label?: string; variant?: "ghost" };

/** Copies words, and says whether they are copied by now; where the browser refuses, how to do it by hand. */
export function CopyButton({ words, label = "Copy", variant }: Props) {
  const [tried, setTried] = useState<{ words: string; isCopied: boolean }>();
  const isCopied = tried?.words === words ? tried.isCopied : undefined;

  function copy(): void {
    navigator.clipboard.writeText(words).then(
      () => setTried({ words, isCopied: true }),
      () => setTried({ words, isCopied: false }),
    );
  }

  return (
    <>
      <Button size="small" {...(variant && { variant })} onPress={copy}>
        {isCopied ? "Copied" : label}
      </Button>
      <Problem
        words={
          isCopied === false ? "It could not be copied. Please select the words and copy them by hand." : undefined
        }
        className="basis-full text-sm"
      />
    </>
  );
}
