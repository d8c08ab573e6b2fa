import { Notice } from "@cliently/ui/notice";

import { useSyncState } from "./sync/hooks.tsx";

type Props = { noun: "client" | "note" | "goal" | "measure" | "template"; count: number };

/** In the place of records that are on this device and cannot be read: what happened to them, and what comes of it. */
export function Unreadable({ noun, count }: Props) {
  const isReached = useSyncState().kind !== "offline";
  if (count === 0) return null;
  const which = count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
  const it = count === 1 ? "It is" : "They are";
  return (
    <Notice kind="info" title={`${which} cannot be read on this device just now`} className="my-4">
      The copy that is kept here is damaged. {it} on the server, and{" "}
      {isReached ? "being fetched again." : "fetched again when there is a connection."}
    </Notice>
  );
}
