import { Button } from "@cliently/ui/button";
import { History } from "lucide-react";
import { Suspense, useState } from "react";
import type { Doc } from "yjs";

import { lazyScreen } from "../../platform/lazy-screen.tsx";

const VersionsDialog = lazyScreen(() => import("./versions-dialog.tsx").then((file) => file.VersionsDialog));

type Props = {
  noteId: string;
  /** The text as it stands in the editor. */
  doc: Doc;
  /** Puts what was typed a moment ago on the device first. */
  flush: () => Promise<void>;
};

/** The way to what a note said before. */
export function EarlierVersions(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button variant="ghost" className="-ml-4" icon={<History aria-hidden />} onPress={() => setOpen(true)}>
        Earlier versions
      </Button>
      {isOpen && (
        <Suspense>
          <VersionsDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
