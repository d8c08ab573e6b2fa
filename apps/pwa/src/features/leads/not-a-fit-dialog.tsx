import { fullName } from "@cliently/api/domain/client/full-name";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import { readField } from "../../writing/read-field.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { WritingDialog } from "../../writing/writing-dialog.tsx";
import type { Lead } from "./columns.ts";

type Props = { lead: Lead; onClose: () => void; onDecided: (reason: string) => Promise<void> };

/** Asks why somebody does not become a client. The answer may be left out. */
export function NotAFitDialog({ lead, onClose, onDecided }: Props) {
  const [reason, setReason] = useState(lead.notFitReason ?? "");
  const [error, setError] = useState<string>();
  const isWritten = reason !== (lead.notFitReason ?? "");
  const words = isWritten ? reason : "";
  const { send, discard } = useUnsent({ field: clientLabels.notFitReason, of: fullName(lead), words });

  function decide(): void {
    const read = readField("notFitReason", reason);
    if ("error" in read) return setError(read.error);
    send(() => onDecided(read.text)).then(onClose, (failure: unknown) => setError(whyNotSaved(failure)));
  }

  return (
    <WritingDialog
      title={`${lead.givenName} is not a fit`}
      isOpen
      isWritten={isWritten}
      onClose={() => {
        discard();
        onClose();
      }}
      footer={({ leave }) => (
        <>
          <Button onPress={() => leave()}>Cancel</Button>
          <Button variant="primary" onPress={decide}>
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
        value={reason}
        onChange={(text) => {
          setReason(text);
          setError(undefined);
        }}
        error={error}
      />
    </WritingDialog>
  );
}
