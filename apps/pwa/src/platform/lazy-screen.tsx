import { Button } from "@cliently/ui/button";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/** A screen whose code is loaded when it is first shown. When the code cannot be had, it says so and offers a reload. */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() =>
    load().then(
      (screen) => ({ default: screen }),
      () => ({ default: MissingPart }),
    ),
  );
}

/** Stands in for code that is neither on this device nor on the server any more, or cannot be reached now. */
function MissingPart() {
  return (
    <div role="alert" className="mx-auto flex w-full max-w-lg flex-col items-start px-4 py-16">
      <h1 className="text-xl font-semibold">This screen could not be loaded.</h1>
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
