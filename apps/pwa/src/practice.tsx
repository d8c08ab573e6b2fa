import { NotebookPen, NotebookText, Settings, UserRoundPlus, UsersRound } from "lucide-react";
import { Suspense, useState } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";

import { DemoBanner } from "./features/account/demo-banner.tsx";
import { SignInAgain } from "./features/account/sign-in-again.tsx";
import { lazyScreen } from "./platform/lazy-screen.tsx";
import { useUpdate } from "./platform/use-update.ts";
import type { Updates } from "./platform/updates.ts";
import { CrashNotice } from "./shell/crash-notice.tsx";
import { Frame } from "./shell/frame.tsx";
import type { Place } from "./shell/navigation.ts";
import { UpdateNotice } from "./shell/update-notice.tsx";
import { useSyncState } from "./sync/hooks.tsx";

const ClientsPage = lazyScreen(() => import("./features/clients/clients-page.tsx").then(({ ClientsPage }) => ClientsPage));
const ClientPage = lazyScreen(() => import("./features/clients/client-page.tsx").then(({ ClientPage }) => ClientPage));
const NewClientDialog = lazyScreen(() => import("./features/clients/new-client-dialog.tsx").then(({ NewClientDialog }) => NewClientDialog));
const NotePage = lazyScreen(() => import("./features/notes/note-page.tsx").then(({ NotePage }) => NotePage));

const PLACES: readonly Place[] = [
  { href: "/clients", label: "Clients", icon: UsersRound },
  { href: "/notes", label: "Notes", icon: NotebookText },
  { href: "/settings", label: "Settings", icon: Settings },
];

/** The open practice: the frame, and in it the screens by their addresses. Here, and in app.tsx, features meet. */
export function Practice({ updates }: { updates: Updates }) {
  const [path, go] = useLocation();
  const syncState = useSyncState();
  const update = useUpdate(updates);
  const [isAddingClient, setAddingClient] = useState(false);

  return (
    <Frame
      places={PLACES}
      currentPath={path}
      beginnings={[
        { id: "note", label: "New note", icon: <NotebookPen aria-hidden />, onAction: () => go("/notes/new") },
        { id: "client", label: "New client", icon: <UserRoundPlus aria-hidden />, onAction: () => setAddingClient(true) },
      ]}
      syncStatus={syncState}
      onSyncPress={() => {}}
      notices={
        <>
          <SignInAgain />
          <DemoBanner />
          {update.show && <UpdateNotice onReload={() => void updates.bring()} onLater={update.later} />}
        </>
      }
    >
      <CrashNotice resetKey={path}>
        <Suspense>
          <Switch>
            <Route path="/clients">
              <ClientsPage />
            </Route>
            <Route path="/clients/:id">{({ id }) => <ClientPage clientId={id} consentChips={null} notes={null} consent={null} />}</Route>
            <Route path="/notes/:id">{({ id }) => <NotePage noteId={id} aside={() => null} />}</Route>
            <Route>
              <Redirect to="/clients" replace />
            </Route>
          </Switch>
          {isAddingClient && <NewClientDialog isOpen onOpenChange={setAddingClient} />}
        </Suspense>
      </CrashNotice>
    </Frame>
  );
}
