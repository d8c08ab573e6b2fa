import type { Client } from "@cliently/api/domain/client/client";
import { Button } from "@cliently/ui/button";
import { IconButton } from "@cliently/ui/icon-button";
import { Menu, type MenuEntry } from "@cliently/ui/menu";
import { Contact, Download, FileDown, FileSpreadsheet, FileUp } from "lucide-react";

import { useDevice } from "../../sync/hooks.tsx";

/** Takes these clients out of Cliently, as a file for spreadsheets or for address books. */
export function ExportMenu({ clients }: { clients: readonly Client[] }) {
  return (
    <Menu
      label="Export"
      trigger={
        <Button icon={<Download aria-hidden />} isDisabled={clients.length === 0}>
          Export
        </Button>
      }
      items={useExports(clients)}
    />
  );
}

/** The way into Cliently by a file, and the way out with those who are listed. */
export function FilesMenu({ clients }: { clients: readonly Client[] }) {
  const exports = useExports(clients);
  const count = clients.length === 1 ? "1 person" : `${clients.length} people`;
  return (
    <Menu
      label="Import and export"
      trigger={<IconButton label="Import and export" icon={<FileDown aria-hidden />} />}
      items={[
        {
          id: "import",
          label: "Import clients",
          detail: "From Google, Outlook, SimplePractice, any table or contact cards.",
          icon: <FileUp aria-hidden />,
          href: "/clients/import",
        },
        ...(clients.length ? [{ id: "line", isSeparator: true } as const] : []),
        ...(clients.length ? exports.map((entry) => ({ ...entry, label: `${entry.label}, ${count}` })) : []),
      ]}
    />
  );
}

function useExports(clients: readonly Client[]): Extract<MenuEntry, { label: string }>[] {
  const { accountId, world } = useDevice();
  const save = async (format: "csv" | "vcf") => {
    const { saveClients } = await import("./export-clients.ts");
    await saveClients(clients, format, { accountId, now: world.clock() });
  };
  return [
    {
      id: "csv",
      label: "Table (CSV)",
      detail: "For spreadsheets. The file is not encrypted: keep it where only you can read it.",
      icon: <FileSpreadsheet aria-hidden />,
      onAction: () => void save("csv"),
    },
    {
      id: "vcf",
      label: "Contact cards (vCard)",
      detail: "For address books. The file is not encrypted either.",
      icon: <Contact aria-hidden />,
      onAction: () => void save("vcf"),
    },
  ];
}
