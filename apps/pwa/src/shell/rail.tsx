import { clsx } from "clsx";
import { Plus, Search } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Link } from "react-aria-components/Link";
import { Button } from "@cliently/ui/button";
import { Kbd } from "@cliently/ui/kbd";
import { Mark } from "@cliently/ui/mark";

import { keysInWords, PALETTE_KEYS } from "../platform/keys.ts";
import { LazyMenu } from "./lazy-menu.tsx";
import { isHere, type Beginning, type Place } from "./navigation.ts";

type RailProps = {
  places: readonly Place[];
  currentPath: string;
  beginnings: readonly Beginning[];
  onSearchPress: () => void;
  foot: ReactNode;
};

/** The way round on a wide screen, in words, with the sync state at its foot. */
export function Rail({ places, currentPath, beginnings, onSearchPress, foot }: RailProps) {
  return (
    <header className="sticky top-0 hidden h-dvh w-rail shrink-0 flex-col border-r border-line bg-sunk lg:flex quiet:hidden">
      <div className="flex items-center gap-2.5 px-6 pt-7 pb-5">
        <Mark className="size-5" />
        <span className="text-lg font-semibold tracking-[-0.02em]">Cliently</span>
      </div>
      {beginnings.length > 0 && (
        <div className="px-3 pb-2">
          <LazyMenu
            label="New"
            placement="bottom start"
            items={beginnings}
            trigger={
              <Button icon={<Plus aria-hidden className="text-accent" />} className="w-full justify-start px-3!">
                New
              </Button>
            }
          />
        </div>
      )}
      <div className="px-3 pb-4">
        <AriaButton
          onPress={onSearchPress}
          aria-haspopup="dialog"
          className="flex min-h-control w-full cursor-pointer items-center gap-2 rounded-md px-3 text-control text-soft transition-colors hovered:bg-hover hovered:text-ink pressed:bg-press"
        >
          <Search aria-hidden className="size-[1.125rem] shrink-0 text-faint" />
          <span className="min-w-0 flex-1 truncate text-left">Find or go to</span>
          <Kbd>{keysInWords(PALETTE_KEYS)}</Kbd>
        </AriaButton>
      </div>
      <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto px-3">
        <ul className="flex flex-col gap-0.5 py-0.5">
          {places.map((place) => {
            const here = isHere(place, currentPath);
            return (
              <li key={place.href}>
                <Link
                  href={place.href}
                  {...(here ? { "aria-current": "page" } : {})}
                  className={clsx(
                    "flex min-h-control cursor-pointer items-center gap-3 rounded-md px-3 text-control transition-colors",
                    here
                      ? "bg-press font-semibold text-ink"
                      : "font-medium text-soft hovered:bg-hover hovered:text-ink",
                  )}
                >
                  <place.icon
                    aria-hidden
                    className={clsx("size-[1.125rem] shrink-0", here ? "text-accent" : "text-faint")}
                  />
                  {place.label}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="border-t border-line p-3">{foot}</div>
    </header>
  );
}
