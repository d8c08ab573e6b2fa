import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { TextLink } from "@cliently/ui/text-link";

import { useDevice, useMutate, useRow } from "../../sync/hooks.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { daysLeft } from "./days-left.ts";

/** On a client or a note that was deleted, or whose client was: until when, and the way back. */
export function InBinNotice({ noun, id }: { noun: "client" | "note"; id: string }) {
  const row = useRow(noun, id);
  const client = useRow("client", row && "clientId" in row ? String(row.clientId) : id);
  const { world } = useDevice();
  const mutate = useMutate();
  const attempt = useAttempt();
  const deletedAt = row?.deletedAt ?? client?.deletedAt;
  if (!deletedAt) return null;
  return (
    <Notice
      kind="info"
      title={row?.deletedAt ? `This ${noun} is in the bin` : "The client of this note is in the bin"}
      isLive
      actions={
        <Button size="small" onPress={() => attempt(mutate([{ name: `${noun}.restore`, args: { id } }]))}>
          Restore
        </Button>
      }
    >
      {daysLeft(deletedAt, world.clock())} left to bring {noun === "client" ? "them" : "it"} back.{" "}
      <TextLink href="/bin">Bin</TextLink>
    </Notice>
  );
}
