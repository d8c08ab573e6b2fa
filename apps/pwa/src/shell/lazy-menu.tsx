import type { MenuProps } from "@cliently/ui/menu";
import { Suspense } from "react";

import { idle } from "../platform/idle.ts";
import { lazyPart } from "../platform/lazy-screen.tsx";

// A menu brings popovers and their arithmetic with it. The button is there at once; what it opens comes when the
// browser has time.
const Menu = lazyPart(() =>
  idle()
    .then(() => import("@cliently/ui/menu"))
    .then((file) => file.Menu),
);

/** A menu whose button does not wait for it. */
export function LazyMenu(props: MenuProps) {
  return (
    <Suspense fallback={props.trigger}>
      <Menu {...props} />
    </Suspense>
  );
}
