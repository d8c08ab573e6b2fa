import { useState } from "react";

import { rememberedDemo } from "./demo-password.ts";

/** Where the password of a demo practice is asked for: nobody has chosen it, so it stands there. */
export function DemoPassword({ accountId }: { accountId: string }) {
  const [demo] = useState(() => rememberedDemo(accountId));
  if (!demo) return null;
  return (
    <p className="text-sm text-soft">
      This is a demo practice. Its password is <strong>{demo.password}</strong>.
    </p>
  );
}
