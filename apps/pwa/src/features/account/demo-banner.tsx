import { Notice } from "@cliently/ui/notice";
import { useEffect, useState } from "react";

import { useDevice } from "../../sync/hooks.tsx";
import { rememberedDemo } from "./demo-password.ts";

/** Fills a new demo practice, and says how to open it on a second device. */
export function DemoBanner() {
  const device = useDevice();
  const [demo] = useState(() => rememberedDemo(device.accountId));

  useEffect(() => {
    if (!demo) return;
    void (async () => {
      const [{ demoPractice, finishedMeasures }, { mutate }, { readRows }] = await Promise.all([
        import("./demo-practice.ts"),
        import("../../sync/mutate.ts"),
        import("../../sync/read-row.ts"),
      ]);
      const meta = await device.box.meta.get("device");
      if (meta?.nextSeq !== 1) return;
      await mutate(device, demoPractice(Date.now()), { rehearse: false });
      await mutate(device, finishedMeasures(await readRows(device, "measurement", { all: true })));
    })();
  }, [device, demo]);

  if (!demo) return null;
  return (
    <Notice kind="info" title="This is a demo practice">
      Everybody in it is made up. To see it live on a second device, sign in there as <strong>{demo.email}</strong> with
      the password <strong>{demo.password}</strong>.
    </Notice>
  );
}
