import { fromBase64 } from "@cliently/api/domain/base64";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { Spinner } from "@cliently/ui/spinner";
import { ArrowLeft } from "lucide-react";
import { clsx } from "clsx";
import { useEffect, useMemo, useRef, useState } from "react";
import { applyUpdateV2, Doc } from "yjs";

import { Online, online } from "../../online.tsx";
import { useEngine, useSyncState } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { compareTexts } from "./compare.ts";
import { Comparison } from "./comparison.tsx";
import { RestoreButton } from "./restore-button.tsx";
import { versionName, VersionList } from "./version-list.tsx";

type Props = { noteId: string; doc: Doc; flush: () => Promise<void>; onClose: () => void };

/** What a note said before: which texts there are, what differs now, and the way back. */
export function VersionsDialog(props: Props) {
  return (
    <Online>
      <Versions {...props} />
    </Online>
  );
}

function Versions({ noteId, doc, flush, onClose }: Props) {
  const note = useNote(noteId);
  const isOffline = useSyncState().kind === "offline";
  const [chosenId, setChosenId] = useState<string>();
  /** On a phone, where one of the two is shown at a time. */
  const [isAside, setAside] = useState(false);
  const list = online.history.list.useQuery({ noteId }, { enabled: !isOffline });
  const chosen = list.data?.find(({ id }) => id === chosenId);
  const version = online.history.get.useQuery(
    { id: chosen?.id ?? "" },
    { enabled: chosen !== undefined && !isOffline },
  );
  const update = chosen && version.data?.update;
  const now = useTextNow(doc);
  const { template = "", former } = note ?? {};
  const changes = useMemo(() => {
    if (!update) return undefined;
    const earlier = new Doc();
    applyUpdateV2(earlier, fromBase64(update));
    return compareTexts(earlier, now.doc, { template, former });
  }, [update, now, template, former]);

  const { syncNow } = useEngine();
  useEffect(syncNow, [syncNow]); // what devices are called, also new ones, comes with it

  const listed = useRef<HTMLDivElement>(null);
  const compared = useRef<HTMLDivElement>(null);
  // What was pressed may be out of sight now, and the focus with it.
  useEffect(() => {
    if (chosenId && !isAside && listed.current?.offsetParent === null) compared.current?.focus();
    if (isAside) listed.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  }, [chosenId, isAside]);

  const isOnlyList = !chosen || isAside;
  const canRestore = note?.status === "draft" && !note.deletedAt;
  return (
    <Dialog
      title="Earlier versions"
      size="full"
      shape="sheet"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      {...(chosen &&
        !isAside && {
          footer: (
            <>
              <Button
                variant="ghost"
                className="mr-auto -ml-4 md:hidden"
                icon={<ArrowLeft aria-hidden />}
                onPress={() => setAside(true)}
              >
                All versions
              </Button>
              {note?.status === "signed" && (
                <p className="self-center text-sm text-soft">This note is signed: it can be compared, not restored.</p>
              )}
              {canRestore && update && (
                <RestoreButton
                  noteId={noteId}
                  update={update}
                  name={versionName(chosen.at)}
                  isSame={changes?.every(({ change }) => change === "none") ?? true}
                  flush={flush}
                  onDone={onClose}
                />
              )}
            </>
          ),
        })}
    >
      <div className="flex min-h-full flex-col gap-4 md:h-full">
        {isOffline && (
          <Notice kind="offline" isLive title="Earlier versions are kept on the server">
            They can be seen here once there is a connection. What you write now is safe on this device.
          </Notice>
        )}
        {list.isError && !list.data && !isOffline && (
          <Notice
            kind="needs-you"
            isLive
            title="The earlier versions could not be fetched"
            actions={
              <Button size="small" onPress={() => void list.refetch()}>
                Try again
              </Button>
            }
          >
            Your note is untouched.
          </Notice>
        )}
        {list.isPending && !isOffline && <Spinner label="Fetching the earlier versions" />}
        {list.data?.length === 0 && (
          <p className="text-soft">
            There are none yet. What a note said is kept once every ten minutes of writing, before words from another
            device take some of it away, and before an earlier version is brought back.
          </p>
        )}
        {list.data && list.data.length > 0 && (
          <div className="grid min-h-0 flex-1 gap-8 md:grid-cols-[17rem_minmax(0,1fr)]">
            <div ref={listed} className={clsx("min-h-0 px-3 md:overflow-y-auto", !isOnlyList && "max-md:hidden")}>
              <VersionList
                versions={list.data}
                chosenId={chosenId}
                onChoose={(id) => {
                  setChosenId(id);
                  setAside(false);
                }}
              />
            </div>
            <div
              ref={compared}
              tabIndex={-1}
              className={clsx("-m-1 min-h-0 p-1 outline-none md:overflow-y-auto", isOnlyList && "max-md:hidden")}
            >
              {!chosen && <p className="pt-4 text-soft">Choose a version to see what is different now.</p>}
              {chosen && changes && <Comparison name={versionName(chosen.at)} changes={changes} />}
              {chosen && version.isPending && !isOffline && <Spinner label="Fetching this version" />}
              {chosen && version.data === null && <p className="pt-4 text-soft">This version is no longer kept.</p>}
              {chosen && version.isError && !version.data && !isOffline && (
                <Notice
                  kind="needs-you"
                  isLive
                  actions={
                    <Button size="small" onPress={() => void version.refetch()}>
                      Try again
                    </Button>
                  }
                >
                  This version could not be fetched.
                </Notice>
              )}
            </div>
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** The text as it is now, anew with every change that comes to it. */
function useTextNow(doc: Doc): { doc: Doc } {
  const [now, setNow] = useState({ doc });
  useEffect(() => {
    const changed = () => setNow({ doc });
    doc.on("updateV2", changed);
    return () => doc.off("updateV2", changed);
  }, [doc]);
  return now;
}
