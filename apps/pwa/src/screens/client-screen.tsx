import { useState } from "react";

import { DeleteButton } from "../features/bin/delete-button.tsx";
import { DeleteDialog } from "../features/bin/delete-dialog.tsx";
import { InBinNotice } from "../features/bin/in-bin-notice.tsx";
import { ClientPage } from "../features/clients/client-page.tsx";
import { ConsentChips } from "../features/consent/consent-chips.tsx";
import { ConsentRegister } from "../features/consent/consent-register.tsx";
import { ClientGoals } from "../features/goals/client-goals.tsx";
import { FirstContact } from "../features/leads/first-contact.tsx";
import { LeadActions } from "../features/leads/lead-actions.tsx";
import { LeadPanel } from "../features/leads/lead-panel.tsx";
import { AnswerPrompts } from "../features/measures/answer-prompt.tsx";
import { ClientMeasures } from "../features/measures/client-measures.tsx";
import { Conflicts } from "../features/needs-you/conflicts.tsx";
import { ClientNotes } from "../features/notes/client-notes.tsx";

/** One client, with everything the practice knows about them. */
export function ClientScreen({ clientId }: { clientId: string }) {
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      <ClientPage
        clientId={clientId}
        consentChips={<ConsentChips clientId={clientId} />}
        notices={
          <>
            <InBinNotice noun="client" id={clientId} />
            <Conflicts noun="client" id={clientId} />
            <AnswerPrompts clientId={clientId} />
          </>
        }
        leadActions={<LeadActions clientId={clientId} />}
        leadPanel={<LeadPanel clientId={clientId} />}
        onDelete={() => setDeleting(true)}
        ending={
          <>
            <FirstContact clientId={clientId} />
            <DeleteButton noun="client" id={clientId} />
          </>
        }
        notes={<ClientNotes clientId={clientId} />}
        goals={
          <div className="flex flex-col gap-10">
            <ClientGoals clientId={clientId} conflictsOf={(goalId) => <Conflicts noun="goal" id={goalId} />} />
            <ClientMeasures
              clientId={clientId}
              conflictsOf={(measurementId) => <Conflicts noun="measurement" id={measurementId} />}
            />
          </div>
        }
        consent={<ConsentRegister clientId={clientId} />}
      />
      <DeleteDialog noun="client" id={clientId} isOpen={isDeleting} onOpenChange={setDeleting} />
    </>
  );
}
