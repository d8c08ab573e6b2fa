import type { Row } from "@cliently/api/domain/store";
import { List } from "@cliently/ui/list";
import { Suspense, useMemo, type ReactNode } from "react";

import { lazyPart } from "../../platform/lazy-screen.tsx";
import { useUndecided } from "../../sync/hooks.tsx";
import { ClientRow } from "./client-row.tsx";

const LongList = lazyPart(() => import("@cliently/ui/long-list").then((file) => file.LongList<Row<"client">>));

/** What a screen holds, while the list for many is on its way. */
const FIRST = 20;

type Props = {
  clients: readonly Row<"client">[];
  isLong: boolean;
  /** Who is chosen, while one chooses. */
  chosen: ReadonlySet<string> | undefined;
  onChoose: (chosen: ReadonlySet<string>) => void;
  empty: ReactNode;
};

/** Clients, one a row; hundreds as fast as ten. */
export function ClientsList({ clients, isLong, chosen, onChoose, empty }: Props) {
  const places = useUndecided();
  const undecided = useMemo(() => new Set(places?.map(({ id }) => id)), [places]);
  const isChoosing = chosen !== undefined;
  const list = {
    label: "Clients",
    empty,
    dependencies: [undecided, isChoosing],
    ...(chosen && {
      selectionMode: "multiple" as const,
      selectedKeys: chosen,
      onSelectionChange: (keys: "all" | Set<string | number>) =>
        onChoose(new Set(keys === "all" ? clients.map(({ id }) => id) : [...keys].map(String))),
    }),
    children: (client: Row<"client">) => (
      <ClientRow client={client} isUndecided={undecided.has(client.id)} isChoosing={isChoosing} />
    ),
  };
  if (!isLong) return <List items={clients} {...list} />;
  return (
    <Suspense fallback={<List items={clients.slice(0, FIRST)} {...list} />}>
      <LongList items={clients} {...list} />
    </Suspense>
  );
}
