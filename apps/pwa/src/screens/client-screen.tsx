import { ClientPage } from "../features/clients/client-page.tsx";
import { ConsentChips } from "../features/consent/consent-chips.tsx";
import { ConsentRegister } from "../features/consent/consent-register.tsx";
import { ClientNotes } from "../features/notes/client-notes.tsx";

/** One client, with everything the practice knows about them. */
export function ClientScreen({ clientId }: { clientId: string }) {
  return (
    <ClientPage
      clientId={clientId}
      consentChips={<ConsentChips clientId={clientId} />}
      notes={<ClientNotes clientId={clientId} />}
      consent={<ConsentRegister clientId={clientId} />}
    />
  );
}
