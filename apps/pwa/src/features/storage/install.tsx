import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { Download } from "lucide-react";
import { useSyncExternalStore } from "react";

import type { Installing } from "../../platform/installing.ts";
import type { StorageFacts } from "../../platform/storage-facts.ts";
import { forgets } from "./sentences.ts";
import { waysFor, type WayToInstall } from "./ways-to-install.ts";

/** Whether Cliently is an app of its own here, and how it becomes one. */
export function Install({ facts, installing }: { facts: StorageFacts; installing: Installing }) {
  const isOffered = useSyncExternalStore(installing.onChange, installing.isOffered);
  if (facts.isInstalled) return <p>Installed. You are in the app now.</p>;
  const { own, others } = waysFor(facts.browser);

  return (
    <div className="flex flex-col gap-4">
      {forgets(facts) && (
        <Notice kind="needs-you" title="Cliently is safer when installed">
          After seven days of use without a visit to Cliently it removes what Cliently has stored here. What has reached
          the server stays there. An installed Cliently is not cleared in this way.
        </Notice>
      )}
      <p>Not installed: Cliently runs in a tab. Installed, it opens like any app, and the browser keeps its storage.</p>
      {isOffered ? (
        <Button
          variant="primary"
          icon={<Download aria-hidden />}
          className="self-start"
          onPress={() => void installing.ask()}
        >
          Install Cliently
        </Button>
      ) : (
        own && <Way way={own} />
      )}
      <details className="group">
        <summary className="inline-flex min-h-control cursor-pointer items-center rounded-md font-medium text-accent">
          On another device or browser
        </summary>
        <div className="mt-2 flex flex-col gap-6">
          {others.map((way) => (
            <Way key={way.name} way={way} />
          ))}
        </div>
      </details>
    </div>
  );
}

function Way({ way: { name, steps, remark } }: { way: WayToInstall }) {
  return (
    <div>
      <h3 className="font-medium">{name}</h3>
      <ol className="mt-1 flex max-w-prose list-decimal flex-col gap-1 pl-5 text-soft">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {remark && <p className="mt-2 max-w-prose text-sm text-soft">{remark}</p>}
    </div>
  );
}
