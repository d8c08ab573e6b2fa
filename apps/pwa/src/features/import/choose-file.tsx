import { Button } from "@cliently/ui/button";
import { FileDrop } from "@cliently/ui/file-drop";
import { Section } from "@cliently/ui/section";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { useRows } from "../../sync/hooks.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { PastImports } from "./past-imports.tsx";

type Props = { onFile: (file: File) => void; onUndone: (count: number) => void };

/** Where an import begins: a file, or a list out of the clipboard. Below it what came in before, and the way out. */
export function ChooseFile({ onFile, onUndone }: Props) {
  const clients = useRows("client", { all: true });

  return (
    <div className="flex flex-col gap-10">
      <FileOrList onFile={onFile} />
      {clients && clients.length > 0 && (
        <>
          <PastImports clients={clients} onUndone={onUndone} />
          <Section
            title="Take your clients with you"
            description="Everybody here, leads and archived ones included. Cliently reads the file again."
            actions={<ExportMenu clients={clients} />}
          >
            {null}
          </Section>
        </>
      )}
    </div>
  );
}

function FileOrList({ onFile }: Pick<Props, "onFile">) {
  const [isPasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState("");

  return (
    <div className="flex flex-col gap-3">
      <FileDrop
        label="A list of people, or contact cards"
        description="A CSV file from Google, Outlook, SimplePractice, a spreadsheet or Cliently, or a .vcf file from a phone or an address book. It is read on this device, and nothing is added before you have seen who."
        accept={[".csv", ".tsv", ".txt", ".vcf", ".vcard", "text/csv", "text/vcard"]}
        onFile={onFile}
      />
      {isPasting ? (
        <form
          className="flex flex-col items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (pasted.trim()) onFile(new File([pasted], "Pasted list"));
          }}
        >
          <TextField
            label="The list, with its line of headings"
            multiline
            rows={6}
            autoFocus
            value={pasted}
            onChange={setPasted}
            className="max-w-2xl"
          />
          <Button type="submit" variant="primary">
            Read the list
          </Button>
        </form>
      ) : (
        <Button variant="ghost" className="self-center" onPress={() => setPasting(true)}>
          Paste a list instead
        </Button>
      )}
    </div>
  );
}
