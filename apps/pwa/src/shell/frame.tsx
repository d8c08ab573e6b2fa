import { clsx } from "clsx";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@cliently/ui/icon-button";
import { Mark } from "@cliently/ui/mark";
import { BottomTabs } from "./bottom-tabs.tsx";
import type { Beginning, Place } from "./navigation.ts";
import { Rail } from "./rail.tsx";
import { SyncBadge, syncNews, type SyncStatus } from "./sync-badge.tsx";

export type FrameProps = {
  /** The screens there are, in order. The first two and the third stand in the phone's tabs, the rest behind More. */
  places: readonly Place[];
  currentPath: string;
  /** What "+" can begin: a note, a client. */
  beginnings: readonly Beginning[];
  syncStatus: SyncStatus;
  onSyncPress: () => void;
  /** Opens the palette. */
  onSearchPress: () => void;
  /** Banners over every screen, such as a new version. */
  notices?: ReactNode;
  /** Gives the screen the whole width: a calendar, a board. */
  isWide?: boolean;
  children: ReactNode;
};

/** What stands around every screen: the way round, the sync state, and room for one thing. */
export function Frame({
  places,
  currentPath,
  beginnings,
  syncStatus,
  onSyncPress,
  onSearchPress,
  notices,
  isWide = false,
  children,
}: FrameProps) {
  return (
    <div className="flex min-h-dvh safe-sides">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-4 py-2.5 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <p role="status" className="sr-only">
        {syncNews(syncStatus)}
      </p>
      <Rail
        places={places}
        currentPath={currentPath}
        beginnings={beginnings}
        onSearchPress={onSearchPress}
        foot={<SyncBadge status={syncStatus} onPress={onSyncPress} className="w-full" />}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-20 border-b border-line bg-paper safe-top lg:hidden quiet:hidden">
          <div className="flex h-14 items-center justify-between gap-4 pr-1 pl-4 sm:pr-3 sm:pl-6">
            <span className="flex items-center gap-2 text-lg font-semibold tracking-[-0.02em]">
              <Mark className="size-5" />
              Cliently
            </span>
            <div className="flex min-w-0 items-center">
              <SyncBadge status={syncStatus} onPress={onSyncPress} />
              <IconButton label="Find or go to" icon={<Search aria-hidden />} onPress={onSearchPress} />
            </div>
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="w-full flex-1 px-4 pb-[calc(6rem+env(safe-area-inset-bottom))] outline-none sm:px-6 lg:px-12 lg:pb-16"
        >
          <div className={clsx("mx-auto w-full", !isWide && "max-w-4xl")}>
            {notices && <div className="flex flex-col gap-3 pt-4 empty:hidden">{notices}</div>}
            {children}
          </div>
        </main>
      </div>
      <BottomTabs places={places} currentPath={currentPath} beginnings={beginnings} />
    </div>
  );
}
