import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { Users } from "lucide-react";

import { isNarrowed, type ClientsView } from "./clients-view.ts";

type Props = {
  view: ClientsView;
  /** There is no client at all, also none that the view leaves out. */
  isEmpty: boolean;
  hasLeads: boolean;
  onAdd: () => void;
};

/** In the place of the list when nobody stands in it: why, and what to do next. */
export function NoClients({ view, isEmpty, hasLeads, onAdd }: Props) {
  if (isEmpty) {
    return (
      <EmptyState
        icon={<Users aria-hidden />}
        title={hasLeads ? "No clients yet" : "Nobody here yet"}
        actions={
          <>
            <Button variant="primary" onPress={onAdd}>
              Add your first client
            </Button>
            <LinkButton href="/clients/import">Import from a file</LinkButton>
          </>
        }
      >
        A first name is enough to begin with.
      </EmptyState>
    );
  }
  if (view.text) {
    return (
      <EmptyState title="Nobody of that name, tag, e-mail or phone">Try another spelling, or fewer letters.</EmptyState>
    );
  }
  return <EmptyState title={isNarrowed(view) ? "Nobody in this view" : "Everybody is archived"} />;
}
