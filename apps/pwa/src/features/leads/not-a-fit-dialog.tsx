import { clientLabels } from "@cliently/api/domain/client/labels";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import type { Lead } from "./columns.ts";

type Props = { lead: Lead; onClose: () => void; onDecided: (reason: string) => Promise<void> };

/** Asks why somebody does not become a client. The answer may be left out. */
export function NotAFitDialog({ lead, onClose, onDecided }: Props) {
  const [reason, setReason] = useState(lead.notFitReason ?? "");
  const [error, setError] = useState<string>();

  return (
    <Dialog
      title={`${lead.givenName} is not a fit`}
      isOpen
      onOpenChange={onClose}
      footer={({ close }) => (
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            variant="primary"
            onPress={() => onDecided(reason.trim()).then(close, (failure: unknown) => setError(whyNotSaved(failure)))}
          >
            Not a fit
          </Button>
        </>
      )}
    >
      <p className="mb-5 text-soft">Everything stays on record, and you can open it again.</p>
      <TextField
        label={clientLabels.notFitReason}
        description="For yourself; it may stay empty."
        multiline
        autoFocus
        maxLength={500}
        value={reason}
        onChange={setReason}
        error={error}
      />
    </Dialog>
  );
}
