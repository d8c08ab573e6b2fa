import { Spinner } from "@cliently/ui/spinner";
import { memo, Suspense, useEffect, useState, type Dispatch, type SetStateAction } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";

import { DemoBanner } from "./features/account/demo-banner.tsx";
import { DemoPassword } from "./features/account/demo-password-hint.tsx";
import { firstView, type ClientsView } from "./features/clients/clients-view.ts";
import { NotStoredNotice } from "./features/needs-you/not-stored-notice.tsx";
import { perform } from "./features/palette/command.ts";
import { FindingProvider } from "./platform/finding.tsx";
import type { KeyHolder } from "./local/key-handover.ts";
import { HandingOver } from "./platform/handing-over.tsx";
import { idle } from "./platform/idle.ts";
import type { Installing } from "./platform/installing.ts";
import { useUpdate } from "./platform/use-update.ts";
import type { Updates } from "./platform/updates.ts";
import * as screens from "./screens/lazy.ts";
import { CrashNotice } from "./shell/crash-notice.tsx";
import { Frame } from "./shell/frame.tsx";
import { useDevice, useSyncState } from "./sync/hooks.tsx";
import { Toasts } from "./toasts.tsx";
import { beginningsOf, PLACES, type Front } from "./way-round.ts";
import { NotKeptContext, type NotKept } from "./writing/not-kept.ts";

type Props = {
  email: string;
  /** The practitioner's name; empty when only the server knows it. */
  signer: string;
  holder: KeyHolder;
  recognises: (password: string) => Promise<boolean>;
  /** Words that could not be kept, and how they are held: they outlast the practice behind its lock. */
  notKept: readonly NotKept[];
  setNotKept: Dispatch<SetStateAction<readonly NotKept[]>>;
  updates: Updates;
  installing: Installing;
};

/** The open practice: the frame, and in it the screens by their addresses. */
export function Practice({ email, signer, holder, recognises, notKept, setNotKept, updates, installing }: Props) {
  const [path, go] = useLocation();
  const { accountId } = useDevice();
  const syncState = useSyncState();
  const update = useUpdate(updates);
  const [front, setFront] = useState<Front | null>(null);
  const isIdle = useIdle();
  const inFront = (name: Front) => ({
    isOpen: front === name,
    onOpenChange: () => setFront((now) => (now === name ? null : now)),
  });

  return (
    <HandingOver
      accountId={accountId}
      holder={holder}
      recognises={recognises}
      waiting={
        <main className="flex min-h-dvh items-center justify-center">
          <Spinner label="Handing over the device" />
        </main>
      }
      during={(handed, takeBack) => (
        <Suspense>
          <screens.ClientFacing
            handed={handed}
            takeBack={takeBack}
            passwordHint={<DemoPassword accountId={accountId} />}
          />
        </Suspense>
      )}
      refused={(why, onClose) => (
        <Suspense>
          <screens.NotHandedOver why={why} onClose={onClose} />
        </Suspense>
      )}
    >
      <Frame
        places={PLACES}
        currentPath={path}
        beginnings={beginningsOf(setFront, path).map((command) => ({
          id: command.id,
          label: command.label,
          icon: <command.icon aria-hidden />,
          onAction: () => perform(command, go),
        }))}
        onSearchPress={() => setFront("palette")}
        syncStatus={syncState}
        onSyncPress={() => setFront("sync")}
        isWide={/^\/(leads$|notes\/(?!new$).)/.test(path)}
        notices={
          <>
            <Suspense>{syncState.kind === "signed-out" && <screens.SignInAgain />}</Suspense>
            <NotStoredNotice />
            <Suspense>{isIdle && <screens.EvictedNotice />}</Suspense>
            <Suspense>{isIdle && path !== "/storage" && <screens.StorageNotice />}</Suspense>
            <DemoBanner />
            <Suspense>
              {update.show && <screens.UpdateNotice onReload={updates.bring} onLater={update.later} />}
            </Suspense>
            <Suspense>
              {(isIdle || notKept.length > 0) && <screens.NotKeptNotice held={notKept} setHeld={setNotKept} />}
            </Suspense>
          </>
        }
      >
        <FindingProvider>
          <Toasts>
            <CrashNotice resetKey={path}>
              <NotKeptContext value={setNotKept}>
                <Suspense>
                  <Screen email={email} signer={signer} installing={installing} />
                </Suspense>
                <Suspense>
                  {front === "new-client" && <screens.NewClientDialog {...inFront("new-client")} />}
                  {front === "new-lead" && <screens.NewLeadDialog {...inFront("new-lead")} />}
                  {front === "sync" && <screens.SyncPanel {...inFront("sync")} />}
                </Suspense>
              </NotKeptContext>
              <Suspense>
                {/* Made ready while nothing else is to be done, so that it opens between two letters. */}
                {(isIdle || front === "palette") && (
                  <screens.Commands front={front} onFront={setFront} path={path} go={go} />
                )}
              </Suspense>
            </CrashNotice>
          </Toasts>
        </FindingProvider>
      </Frame>
    </HandingOver>
  );
}

/** Only going elsewhere draws it anew: a list of hundreds stays as it is when something comes up in front of it. */
const Screen = memo(function Screen({ email, signer, installing }: Pick<Props, "email" | "signer" | "installing">) {
  // Here, because it outlasts the screen; and nowhere on the disk, because it may hold a name.
  const [clientsView, setClientsView] = useState<ClientsView>(firstView);
  return (
    <Switch>
      <Route path="/clients">
        <screens.ClientsPage
          view={clientsView}
          onView={setClientsView}
          files={(clients) => (
            <Suspense fallback={<span className="size-control" />}>
              <screens.FilesMenu clients={clients} />
            </Suspense>
          )}
        />
      </Route>
      <Route path="/clients/import">
        <screens.ImportPage />
      </Route>
      <Route path="/clients/:id">{({ id }) => <screens.ClientScreen key={id} clientId={id} />}</Route>
      <Route path="/leads">
        <screens.LeadsPage />
      </Route>
      <Route path="/notes">
        <screens.NotesPage />
      </Route>
      <Route path="/notes/new">
        <screens.NewNotePage />
      </Route>
      <Route path="/notes/:id">{({ id }) => <screens.NoteScreen key={id} noteId={id} signer={signer} />}</Route>
      <Route path="/search">
        <screens.SearchPage />
      </Route>
      <Route path="/bin">
        <screens.BinPage />
      </Route>
      <Route path="/storage">
        <screens.StoragePage installing={installing} />
      </Route>
      <Route path="/settings">
        <screens.SettingsScreen email={email} />
      </Route>
      <Route path="/settings/templates/:id?">{({ id }) => <screens.TemplatesScreen id={id} />}</Route>
      <Route>
        <Redirect to="/clients" replace />
      </Route>
    </Switch>
  );
});

/** Whether the screen is there and the page has had a moment of peace. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    let current = true;
    void idle().then(() => current && setIdle(true));
    return () => {
      current = false;
    };
  }, []);
  return isIdle;
}
