import { Button } from "@cliently/ui/button";
import { Suspense, type ReactNode } from "react";
import { RouterProvider } from "react-aria-components";
import { Redirect, Route, Switch, useLocation } from "wouter";

import { SessionProvider, useSession } from "./features/account/session.tsx";
import type { Installing } from "./platform/installing.ts";
import { lazyScreen } from "./platform/lazy-screen.tsx";
import type { Updates } from "./platform/updates.ts";
import { useArrival } from "./platform/use-arrival.ts";
import { CrashNotice } from "./shell/crash-notice.tsx";
import { PrivacyPage, SignInPage, SignUpPage, UnlockPage } from "./screens/lazy.ts";
import { DeviceProvider } from "./sync/hooks.tsx";

const loadPractice = () => import("./practice.tsx").then(({ Practice }) => Practice);

const Practice = lazyScreen(loadPractice);

/** What the page's own script watches from its beginning. */
type Given = { updates: Updates; installing: Installing };

/** The whole app: the doors, and behind them the practice of whoever is here. */
export function App(given: Given) {
  const [path, navigate] = useLocation();
  useArrival(path);

  return (
    <RouterProvider navigate={navigate}>
      <CrashNotice resetKey={path}>
        <SessionProvider>
          <Suspense>
            <Switch>
              <Route path="/privacy">
                <PrivacyPage />
              </Route>
              <Route>
                <Doors {...given} />
              </Route>
            </Switch>
          </Suspense>
        </SessionProvider>
      </CrashNotice>
    </RouterProvider>
  );
}

function Doors(given: Given): ReactNode {
  const { session, notKept, setNotKept, retry, recognises } = useSession();

  switch (session.kind) {
    case "opening":
      return null; // mostly well under a second: anything shown would only flash
    case "unreadable":
      return <Unreadable onRetry={retry} />;
    case "revoked":
      return <Revoked onRead={retry} />;
    case "locked":
      loadPractice().catch(() => {}); // on its way while the password is typed; lazyScreen speaks of failure
      return <UnlockPage />;
    case "none":
      return (
        <Switch>
          <Route path="/sign-up">
            <SignUpPage />
          </Route>
          <Route>
            <SignInPage />
          </Route>
        </Switch>
      );
    case "open":
      return (
        <Switch>
          <Route path="/sign-in">
            <Redirect to="/" replace />
          </Route>
          <Route path="/sign-up">
            <Redirect to="/" replace />
          </Route>
          <Route>
            <DeviceProvider device={session.device} engine={session.engine} search={session.search}>
              <Practice
                email={session.email}
                signer={session.name ?? ""}
                holder={session.holder}
                recognises={recognises}
                notKept={notKept}
                setNotKept={setNotKept}
                {...given}
              />
            </DeviceProvider>
          </Route>
        </Switch>
      );
  }
}

function Unreadable({ onRetry }: { onRetry: () => void }) {
  return (
    <main role="alert" className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center px-4">
      <h1 className="text-xl font-semibold">This device does not answer.</h1>
      <p className="mt-2 text-soft">
        The browser could not open what is kept here. Nothing was changed. Close other tabs of Cliently, check that the
        disk is not full and that this is no private window, then try again.
      </p>
      <Button variant="primary" className="mt-6 self-start" onPress={onRetry}>
        Try again
      </Button>
    </main>
  );
}

function Revoked({ onRead }: { onRead: () => void }) {
  return (
    <main role="alert" className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center px-4">
      <h1 className="text-xl font-semibold">This device was signed out from another one.</h1>
      <p className="mt-2 text-soft">
        What was kept here has been removed. Everything that had reached the server is there, and here again when you
        sign in.
      </p>
      <Button variant="primary" className="mt-6 self-start" onPress={onRead}>
        Go to sign in
      </Button>
    </main>
  );
}
