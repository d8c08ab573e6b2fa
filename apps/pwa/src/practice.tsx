import { NotebookPen, NotebookText, Settings, UserRoundPlus, UsersRound } from "lucide-react";
import { Suspense, useState } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";

import { DemoBanner } from "./features/account/demo-banner.tsx";
import { EvictedNotice } from "./features/needs-you/evicted-notice.tsx";
import { NotStoredNotice } from "./features/needs-you/not-stored-notice.tsx";
import { useUpdate } from "./platform/use-update.ts";
import type { Updates } from "./platform/updates.ts";
import * as screens from "./screens/lazy.ts";
import { CrashNotice } from "./shell/crash-notice.tsx";
import { Frame } from "./shell/frame.tsx";
import type { Place } from "./shell/navigation.ts";
import { UpdateNotice } from "./shell/update-notice.tsx";
import { useSyncState } from "./sync/hooks.tsx";

const PLACES: readonly Place[] = [
  { href: "/clients", label: "Clients", icon: UsersRound },
  { href: "/notes", label: "Notes", icon: NotebookText },
  { href: "/settings", label: "Settings", icon: Settings },
];

type Props = { email: string; updates: Updates };

/** The open practice: the frame, and in it the screens by their addresses. */
export function Practice({ email, updates }: Props) {
  const [path, go] = useLocation();
  const syncState = useSyncState();
  const update = useUpdate(updates);
  const [isAddingClient, setAddingClient] = useState(false);
  const [isSyncOpen, setSyncOpen] = useState(false);

  return (
    <Frame
      places={PLACES}
      currentPath={path}
      beginnings={[
        { id: "note", label: "New note", icon: <NotebookPen aria-hidden />, onAction: () => go("/notes/new") },
        {
          id: "client",
          label: "New client",
          icon: <UserRoundPlus aria-hidden />,
          onAction: () => setAddingClient(true),
        },
      ]}
      syncStatus={syncState}
      onSyncPress={() => setSyncOpen(true)}
      isWide={/^\/notes\/(?!new$)./.test(path)}
      notices={
        <>
          <Suspense>{syncState.kind === "signed-out" && <screens.SignInAgain />}</Suspense>
          <NotStoredNotice />
          <EvictedNotice />
          <DemoBanner />
          {update.show && <UpdateNotice onReload={updates.bring} onLater={update.later} />}
        </>
      }
    >
      <CrashNotice resetKey={path}>
        <Suspense>
          <Screen email={email} />
        </Suspense>
        <Suspense>
          {isAddingClient && <screens.NewClientDialog isOpen onOpenChange={setAddingClient} />}
          {isSyncOpen && <screens.SyncPanel isOpen onOpenChange={setSyncOpen} />}
        </Suspense>
      </CrashNotice>
    </Frame>
  );
}

function Screen({ email }: { email: string }) {
  return (
    <Switch>
      <Route path="/clients">
        <screens.ClientsPage />
      </Route>
      <Route path="/clients/import">
        <screens.ImportPage />
      </Route>
      <Route path="/clients/:id">{({ id }) => <screens.ClientScreen key={id} clientId={id} />}</Route>
      <Route path="/notes">
        <screens.NotesPage />
      </Route>
      <Route path="/notes/new">
        <screens.NewNotePage />
      </Route>
      <Route path="/notes/:id">{({ id }) => <screens.NoteScreen key={id} noteId={id} />}</Route>
      <Route path="/bin">
        <screens.BinPage />
      </Route>
      <Route path="/settings">
        <screens.SettingsScreen email={email} />
      </Route>
      <Route>
        <Redirect to="/clients" replace />
      </Route>
    </Switch>
  );
}
