import type { ClientStatus } from "@cliently/api/domain/client/status";
import { overOf } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Archive, ArchiveRestore } from "lucide-react";
import { useState } from "react";

import { useMutate } from "../../sync/hooks.tsx";

type Props = {
  clients: readonly Row<"client">[];
  chosen: ReadonlySet<string>;
  /** The chosen ones are where they were to go. */
  onMoved: () => void;
  onDone: () => void;
};

type Moved = { ids: readonly string[]; to: ClientStatus };

/** Archives many clients at once, or brings them back; either can be undone at once. */
export function ChoosingBar({ clients, chosen, onMoved, onDone }: Props) {
  const mutate = useMutate();
  const [moved, setMoved] = useState<Moved>();
  const among = (status: ClientStatus) => clients.filter((one) => chosen.has(one.id) && one.status === status);
  const active = among("active");
  const archived = among("archived");

  async function move(some: readonly Row<"client">[], to: ClientStatus): Promise<void> {
    await mutate(
      some.map((client) => ({
        name: "client.change" as const,
        args: { id: client.id, changes: { status: { value: to, over: overOf(client, "status") } } },
      })),
    );
    setMoved({ ids: some.map(({ id }) => id), to });
    onMoved();
  }

  async function undo({ ids, to }: Moved): Promise<void> {
    const some = clients.filter(({ id, status }) => ids.includes(id) && status === to);
    await move(some, to === "archived" ? "active" : "archived");
    setMoved(undefined);
  }

  const count = active.length + archived.length;
  return (
    <div
      role="group"
      aria-label="Chosen clients"
      className="sticky top-14 z-10 mb-2 flex flex-wrap items-center gap-2 border-b border-line bg-paper py-2 lg:top-0"
    >
      <p role="status" className="mr-auto min-w-28 text-control font-medium figures">
        {count > 0
          ? `${count} chosen`
          : moved
            ? `${moved.ids.length} ${moved.to === "archived" ? "archived" : "brought back"}`
            : "Choose clients"}
      </p>
      {count === 0 && moved && <Button onPress={() => void undo(moved)}>Undo</Button>}
      {active.length > 0 && (
        <Button icon={<Archive aria-hidden />} onPress={() => void move(active, "archived")}>
          Archive
        </Button>
      )}
      {archived.length > 0 && (
        <Button icon={<ArchiveRestore aria-hidden />} onPress={() => void move(archived, "active")}>
          Bring back
        </Button>
      )}
      <Button variant="ghost" onPress={onDone}>
        Done
      </Button>
    </div>
  );
}
