import { RouterProvider } from "react-aria-components";
import { Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";

import { lazyScreen } from "./platform/lazy-screen.tsx";
import { useUpdate } from "./platform/use-update.ts";
import type { Updates } from "./platform/updates.ts";
import { CrashNotice } from "./shell/crash-notice.tsx";
import { Frame } from "./shell/frame.tsx";
import { UpdateNotice } from "./shell/update-notice.tsx";
import { beginnings, places } from "./platform/places.tsx";

const Soon = lazyScreen(() => import("./platform/soon.tsx").then(({ Soon }) => Soon));

/** Every screen by its address: the only place where features meet. */
export function App({ updates }: { updates: Updates }) {
  const [path, navigate] = useLocation();
  const update = useUpdate(updates);
  return (
    <RouterProvider navigate={navigate}>
      <Frame
        places={places}
        currentPath={path}
        beginnings={beginnings(navigate)}
        syncStatus={{ kind: "synced" }}
        onSyncPress={() => {}}
        notices={update.show && <UpdateNotice onReload={() => void updates.bring()} onLater={update.later} />}
      >
        <CrashNotice resetKey={path}>
          <Suspense>
            <Switch>
              <Route>
                <Soon />
              </Route>
            </Switch>
          </Suspense>
        </CrashNotice>
      </Frame>
    </RouterProvider>
  );
}
