import type { Client } from "@cliently/api/domain/client/client";
import { Button } from "@cliently/ui/button";
import { Menu } from "@cliently/ui/menu";
import { Download } from "lucide-react";

import { useDevice } from "../../sync/hooks.tsx";

/** Takes these clients out of Cliently, as a file for spreadsheets or for address books. */
export function ExportMenu({ clients }: { clients: readonly Client[] }) {
  const { world } = useDevice();
  const save = async (format: "csv" | "vcf") => {
    const { saveClients } = await import("./export-clients.ts");
    await saveClients(clients, format, world.clock());
  };

  return (
    <Menu
      label="Export"
      trigger={
        <Button icon={<Download aria-hidden />} isDisabled={clients.length === 0}>
          Export
        </Button>
      }
      items={[
        {
          id: "csv",
          label: "Table (CSV)",
          detail: "For spreadsheets. The file is not encrypted: keep it where only you can read it.",
          onAction: () => void save("csv"),
        },
        {
          id: "vcf",
          label: "Contact cards (vCard)",
          detail: "For address books. The file is not encrypted either.",
          onAction: () => void save("vcf"),
        },
      ]}
    />
  );
}
