import { Button } from "@cliently/ui/button";
import { UserRoundCheck } from "lucide-react";

import { useRow } from "../../sync/hooks.tsx";
import { isOpen } from "./columns.ts";
import { useMoves } from "./use-moves.tsx";

/** What comes of a lead who stays: everything about them is carried along, because it is one record. */
export function LeadActions({ clientId }: { clientId: string }) {
  const lead = useRow("client", clientId);
  const { move } = useMoves(() => document.getElementById("main")?.focus({ preventScroll: true })); // the button goes with the lead
  if (!lead || lead.deletedAt || !isOpen(lead)) return null;
  return (
    <Button variant="primary" icon={<UserRoundCheck aria-hidden />} onPress={() => move(lead, "active")}>
      Becomes a client
    </Button>
  );
}
