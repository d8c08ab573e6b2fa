import { clsx } from "clsx";
import { Ellipsis, Plus } from "lucide-react";
import { Suspense, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Link } from "react-aria-components/Link";

import { lazyScreen } from "../platform/lazy-screen.tsx";
import { LazyMenu } from "./lazy-menu.tsx";
import { isHere, type Beginning, type Place } from "./navigation.ts";

// Behind a press: nobody waits for it at the first load.
const MoreSheet = lazyScreen(() => import("./more-sheet.tsx").then((file) => file.MoreSheet));

type BottomTabsProps = { places: readonly Place[]; currentPath: string; beginnings: readonly Beginning[] };

/** The way round under the thumb: two places, "+", one more, and the rest behind More. */
export function BottomTabs({ places, currentPath, beginnings }: BottomTabsProps) {
  const [isMoreOpen, setMoreOpen] = useState(false);
  const fits = places.length <= 4;
  const first = places.slice(0, 2);
  const second = places.slice(2, fits ? 4 : 3);
  const rest = fits ? [] : places.slice(3);

  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper safe-bottom safe-sides lg:hidden quiet:hidden"
    >
      <ul className="mx-auto flex h-16 max-w-xl items-stretch justify-around">
        {first.map((place) => (
          <TabLink key={place.href} place={place} isCurrent={isHere(place, currentPath)} />
        ))}
        {beginnings.length > 0 && (
          <li className="flex flex-1 items-center justify-center">
            <LazyMenu
              label="New"
              placement="top"
              items={beginnings}
              trigger={
                <Button
                  aria-label="New"
                  className="inline-flex size-12 cursor-pointer items-center justify-center rounded-xl bg-fill text-on-fill shadow-rest transition-colors hovered:bg-fill-hover pressed:bg-fill-press"
                >
                  <Plus aria-hidden className="size-6" />
                </Button>
              }
            />
          </li>
        )}
        {second.map((place) => (
          <TabLink key={place.href} place={place} isCurrent={isHere(place, currentPath)} />
        ))}
        {rest.length > 0 && (
          <li className="flex flex-1">
            <Button
              onPress={() => setMoreOpen(true)}
              aria-haspopup="dialog"
              className={clsx(tab, rest.some((place) => isHere(place, currentPath)) ? "text-accent" : "text-faint")}
            >
              <Ellipsis aria-hidden className="size-[1.375rem]" />
              More
            </Button>
          </li>
        )}
      </ul>
      {isMoreOpen && (
        <Suspense>
          <MoreSheet places={rest} currentPath={currentPath} onClose={() => setMoreOpen(false)} />
        </Suspense>
      )}
    </nav>
  );
}

const tab =
  "flex flex-1 cursor-pointer flex-col items-center justify-center gap-1 rounded-md text-xs font-medium transition-colors outline-offset-[-4px]";

function TabLink({ place, isCurrent }: { place: Place; isCurrent: boolean }) {
  return (
    <li className="flex flex-1">
      <Link
        href={place.href}
        {...(isCurrent ? { "aria-current": "page" } : {})}
        className={clsx(tab, isCurrent ? "font-semibold text-accent" : "text-faint hovered:text-ink")}
      >
        <place.icon aria-hidden className="size-[1.375rem]" />
        {place.label}
      </Link>
    </li>
  );
}
