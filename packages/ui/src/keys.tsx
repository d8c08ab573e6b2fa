import { clsx } from "clsx";
import { Fragment } from "react";
import { Kbd } from "./kbd.tsx";

/** Keys to press: together, and then others. */
export function Keys({ keys, className }: { keys: readonly (readonly string[])[]; className?: string }) {
  return (
    <span className={clsx("inline-flex shrink-0 items-center gap-1", className)}>
      {keys.map((together, index) => (
        <Fragment key={together.join()}>
          {index > 0 && <span className="text-xs text-faint">then</span>}
          {together.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
