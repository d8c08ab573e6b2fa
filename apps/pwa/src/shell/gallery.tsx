import {
  CalendarDays,
  NotebookPen,
  NotebookText,
  Search,
  Settings,
  Sun,
  UserRound,
  UserRoundPlus,
  UsersRound,
} from "lucide-react";
import { useState } from "react";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { PageHeader } from "@cliently/ui/page-header";
import { Section } from "@cliently/ui/section";
import { createToasts, ToastArea } from "@cliently/ui/toast";
import { CrashNotice } from "./crash-notice.tsx";
import { Frame } from "./frame.tsx";
import { GalleryButtons, GalleryChoices, GalleryFields, GallerySync, GalleryWords } from "./gallery-parts.tsx";
import { GalleryClients, GalleryToday } from "./gallery-screens.tsx";
import { LockScreen } from "./lock-screen.tsx";
import type { SyncStatus } from "./sync-badge.tsx";
import { UpdateNotice } from "./update-notice.tsx";

const places = [
  { href: "/today", label: "Today", icon: Sun },
  { href: "/clients", label: "Clients", icon: UsersRound },
  { href: "/calendar", label: "Calendar", icon: CalendarDays },
  { href: "/notes", label: "Notes", icon: NotebookText },
  { href: "/search", label: "Search", icon: Search },
  { href: "/settings", label: "Settings", icon: Settings },
];

const beginnings = [
  { id: "note", label: "New note", icon: <NotebookPen aria-hidden /> },
  { id: "client", label: "New client", icon: <UserRoundPlus aria-hidden /> },
];

/** What the gallery can show: one page each, chosen by the address. */
export type GalleryView = "parts" | "today" | "clients" | "lock" | "overlays" | "crash";

/** Every part in every state, and parts put together. For development only. */
export function Gallery({ view }: { view: GalleryView }) {
  if (view === "lock") {
    return (
      <LockScreen
        email="anna.berg@example.org"
        waiting={3}
        isPending={false}
        error="That is not the password."
        onUnlock={() => {}}
      >
        <Button variant="ghost" icon={<UserRound aria-hidden />}>
          Someone else
        </Button>
      </LockScreen>
    );
  }

  return (
    <Frame
      places={places}
      currentPath={view === "today" ? "/today" : view === "clients" ? "/clients/mara" : "/search"}
      beginnings={beginnings}
      syncStatus={STATUS[view]}
      onSyncPress={() => {}}
      notices={view === "parts" && <UpdateNotice onReload={() => {}} onLater={() => {}} />}
    >
      <View view={view} />
    </Frame>
  );
}

const STATUS: Record<GalleryView, SyncStatus> = {
  parts: { kind: "offline", waiting: 12 },
  today: { kind: "synced" },
  clients: { kind: "needs-you", count: 2 },
  lock: { kind: "synced" },
  overlays: { kind: "syncing", count: 3 },
  crash: { kind: "synced" },
};

function View({ view }: { view: GalleryView }) {
  switch (view) {
    case "today":
      return <GalleryToday />;
    case "clients":
      return <GalleryClients />;
    case "overlays":
      return <GalleryOverlays />;
    case "crash":
      return (
        <CrashNotice>
          <Broken />
        </CrashNotice>
      );
    case "lock":
    case "parts":
      return (
        <>
          <PageHeader title="Parts" detail="Everything screens are made of" />
          <div className="flex flex-col gap-12">
            <GalleryButtons />
            <GallerySync />
            <GalleryWords />
            <GalleryFields />
            <GalleryChoices />
          </div>
        </>
      );
  }
}

function GalleryOverlays() {
  const [open, setOpen] = useState<"modal" | "sheet" | null>(null);
  const [toasts] = useState(createToasts);

  return (
    <>
      <PageHeader title="Overlays" />
      <Section title="Open one">
        <div className="flex flex-wrap gap-3">
          <Button onPress={() => setOpen("modal")}>Dialog</Button>
          <Button onPress={() => setOpen("sheet")}>Sheet</Button>
          <Button
            onPress={() => toasts.add({ text: "Note moved to the bin", action: { label: "Undo", onPress: () => {} } })}
          >
            Toast
          </Button>
        </div>
      </Section>
      <Dialog
        title="Delete this note?"
        isAlert
        isOpen={open === "modal"}
        onOpenChange={() => setOpen(null)}
        footer={({ close }) => (
          <>
            <Button variant="ghost" onPress={close}>
              Keep it
            </Button>
            <Button variant="danger" onPress={close}>
              Delete
            </Button>
          </>
        )}
      >
        <p>It waits in the bin for 30 days. Two summaries made from it go with it.</p>
      </Dialog>
      <Dialog title="Sync" shape="sheet" isOpen={open === "sheet"} onOpenChange={() => setOpen(null)}>
        <p className="text-soft">Three changes are on their way. Everything else is on the server.</p>
      </Dialog>
      <ToastArea toasts={toasts} />
    </>
  );
}

function Broken(): never {
  throw new Error("shown on purpose");
}
