import { Switch } from "@cliently/ui/switch";
import { useState } from "react";

import { asksOnReturn, chooseOnReturn } from "../../platform/return-choice.ts";
import { useDevice } from "../../sync/hooks.tsx";

/** For those who stay in the room while a client answers: the password may be left out when the device comes back. */
export function ReturnSwitch() {
  const { accountId } = useDevice();
  const [asks, setAsks] = useState(() => asksOnReturn(accountId));

  return (
    <Switch
      isSelected={asks}
      onChange={(on) => {
        setAsks(on);
        chooseOnReturn(accountId, on);
      }}
      description="After a client has answered a measure on this device. Off: holding a button for two seconds leads back to your records, and so it does for your client."
    >
      Ask for my password when a device comes back from a client
    </Switch>
  );
}
