import { Avatar } from "@cliently/ui/avatar";
import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";
import { PageHeader } from "@cliently/ui/page-header";
import { SearchField } from "@cliently/ui/search-field";
import { Plus, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { useReadRows } from "../../sync/hooks.tsx";
import { tagsOf } from "@cliently/api/domain/client/tags-of";
import { Unreadable } from "../../unreadable.tsx";
import { fullName } from "@cliently/api/domain/client/full-name";

const NewClientDialog = lazy(() =>
  import("./new-client-dialog.tsx").then((file) => ({ default: file.NewClientDialog })),
);

/** Everybody the practitioner works with, by name. */
export function ClientsPage() {
  const read = useReadRows("client", { all: true });
  const [wanted, setWanted] = useState("");
  const [isAdding, setAdding] = useState(false);
  if (!read) return null;

  const { rows: clients, unreadable } = read;
  const count = clients.length + unreadable;
  const sorted = clients.toSorted((a, b) => byName.compare(fullName(a), fullName(b)));
  const shown = sorted.filter((client) => isLike([fullName(client), ...tagsOf(client)].join(" "), wanted));

  return (
    <>
      <PageHeader
        title="Clients"
        {...(count ? { detail: count === 1 ? "1 person" : `${count} people` } : {})}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onPress={() => setAdding(true)}>
            New client
          </Button>
        }
      />
      <Unreadable noun="client" count={unreadable} />
      {clients.length > 7 && (
        <SearchField label="Find by name or tag" value={wanted} onChange={setWanted} className="mb-4 max-w-sm" />
      )}
      <List
        label="Clients"
        items={shown}
        empty={
          unreadable > 0 && clients.length === 0 ? null : clients.length ? (
            <EmptyState title="Nobody of that name or tag">Try another spelling, or fewer letters.</EmptyState>
          ) : (
            <EmptyState
              icon={<Users aria-hidden />}
              title="Nobody here yet"
              actions={
                <Button variant="primary" onPress={() => setAdding(true)}>
                  Add your first client
                </Button>
              }
            >
              A first name is enough to begin with.
            </EmptyState>
          )
        }
      >
        {(client) => (
          <ListRow
            id={client.id}
            href={`/clients/${client.id}`}
            textValue={fullName(client)}
            leading={<Avatar name={fullName(client)} />}
            title={fullName(client)}
            detail={[client.pronouns, client.phone || client.email, ...tagsOf(client)].filter(Boolean).join(" · ")}
          />
        )}
      </List>
      {isAdding && (
        <Suspense>
          <NewClientDialog isOpen onOpenChange={setAdding} />
        </Suspense>
      )}
    </>
  );
}

const byName = new Intl.Collator(undefined, { sensitivity: "base" });

function isLike(name: string, wanted: string): boolean {
  const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain(name).includes(plain(wanted.trim()));
}
