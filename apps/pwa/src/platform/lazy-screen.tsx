import { Button } from "@cliently/ui/button";
import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from "react";

import { loadUntilThere } from "./load-until-there.ts";

type Load<Props extends object> = () => Promise<ComponentType<Props>>;
type Lazy<Props extends object> = LazyExoticComponent<ComponentType<Props>>;

/** A part of a screen that is good without it: what stands in its place stays there until its code can be had. */
export function lazyPart<Props extends object>(load: Load<Props>): Lazy<Props> {
  return lazy(() => loadUntilThere(load).then((part) => ({ default: part })));
}

/**
 * A screen, or what a press opens, whose code is loaded when it is first shown. When that cannot be had, it says so, offers
 * a reload, and is there as soon as it can.
 */
export function lazyScreen<Props extends object>(load: Load<Props>): Lazy<Props> {
  return lazy(() =>
    load().then(
      (screen) => ({ default: screen }),
      () => ({ default: sayingSo(load) }),
    ),
  );
}

function sayingSo<Props extends object>(load: Load<Props>): ComponentType<Props> {
  const Screen = lazyPart(load);
  return (props) => (
    <Suspense fallback={<MissingPart />}>
      <Screen {...props} />
    </Suspense>
  );
}

/** Stands in for code that is neither on this device nor on the server any more, or cannot be reached now. */
function MissingPart() {
  return (
    <div role="alert" className="mx-auto flex w-full max-w-lg flex-col items-start px-4 py-16">
      <h1 className="text-xl font-semibold">A part of this screen could not be loaded.</h1>
      <p className="mt-2 text-soft">
        There may be a new version of Cliently, or no network. Reloading brings the newest version that this device has.
        Nothing you wrote is lost.
      </p>
      <Button variant="primary" className="mt-6" onPress={() => location.reload()}>
        Reload
      </Button>
    </div>
  );
}
