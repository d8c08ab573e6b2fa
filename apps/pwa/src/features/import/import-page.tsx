import { LinkButton } from "@cliently/ui/link-button";
import { Notice } from "@cliently/ui/notice";
import { PageHeader } from "@cliently/ui/page-header";
import { Spinner } from "@cliently/ui/spinner";
import { useEffect, useRef, useState } from "react";

import { useDevice } from "../../sync/hooks.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { ImportRun } from "./import-run.tsx";
import { MappingStep } from "./mapping-step.tsx";
import { PreviewStep } from "./preview-step.tsx";
import { startReader, type Everybody, type Reader } from "./reader.ts";
import type { Look, Wishes } from "./reading/open.ts";
import type { LeftOut, Person } from "./reading/person.ts";
import { RefusedFile } from "./reading/refused-file.ts";
import type { Mapping } from "./reading/take-row.ts";

type Step =
  | { at: "choose"; refused?: string; undone?: number }
  | { at: "reading" }
  | { at: "mapping"; look: Look }
  | { at: "preview"; look: Look; everybody: Everybody }
  | { at: "import"; people: Person[]; leftOut: LeftOut[]; passedOver: number };

/** Brings people in from a file: which file, what is what in it, who is added, and the way back. */
export function ImportPage() {
  const { world } = useDevice();
  const [step, setStep] = useState<Step>({ at: "choose" });
  const [file, setFile] = useState<File>();
  const [mapping, setMapping] = useState<Mapping>();
  const reader = useRef<Reader>(undefined);
  useEffect(() => () => reader.current?.close(), []);

  // Each step takes the place of the one before it: whoever goes by keys or by ear is brought along.
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(step.at);
  useEffect(() => {
    if (shown.current !== step.at) top.current?.focus();
    shown.current = step.at;
  }, [step.at]);

  function startOver(because: { refused?: string; undone?: number } = {}): void {
    reader.current?.close();
    reader.current = undefined;
    setStep({ at: "choose", ...because });
  }

  async function orRefused(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      startOver({ refused: error.message });
    }
  }

  async function read(wanted: File, wishes: Wishes = {}): Promise<void> {
    setFile(wanted);
    setStep({ at: "reading" });
    reader.current ??= startReader();
    const look = await reader.current.open(wanted, wishes);
    setMapping(mappingOf(look));
    setStep({ at: "mapping", look });
  }

  async function preview(look: Look, wanted: Mapping): Promise<void> {
    setStep({ at: "reading" });
    const everybody = await reader.current?.take(wanted, new Date(world.clock()).getFullYear());
    if (everybody) setStep({ at: "preview", look, everybody });
  }

  return (
    <>
      <PageHeader
        title="Import clients"
        back={{ href: "/clients", label: "Clients" }}
        {...(file && step.at !== "choose" ? { detail: file.name } : {})}
      />
      <div ref={top} tabIndex={-1} className="outline-none">
        {step.at === "choose" && (
          <div className="flex flex-col gap-10">
            {step.refused && (
              <Notice kind="needs-you" title={`${file?.name ?? "This file"} was not imported`} isLive>
                {step.refused}
              </Notice>
            )}
            {step.undone !== undefined && (
              <Notice
                kind="info"
                isLive
                title="The import was undone"
                actions={<LinkButton href="/bin">Open the bin</LinkButton>}
              >
                {step.undone === 1 ? "1 person went" : `${step.undone.toLocaleString("en")} people went`} into the bin.
              </Notice>
            )}
            <ChooseFile
              onFile={(wanted) => void orRefused(read(wanted))}
              onUndone={(undone) => startOver({ undone })}
            />
          </div>
        )}
        {step.at === "reading" && (
          <p className="flex items-center gap-3 py-12 text-soft" role="status">
            <Spinner /> Reading the file …
          </p>
        )}
        {step.at === "mapping" && file && mapping && (
          <MappingStep
            look={step.look}
            mapping={mapping}
            onChange={setMapping}
            onReread={(wishes) => void orRefused(read(file, wishes))}
            onBack={() => startOver()}
            onDone={() => void orRefused(preview(step.look, mapping))}
          />
        )}
        {step.at === "preview" && (
          <PreviewStep
            everybody={step.everybody}
            onBack={() => setStep({ at: "mapping", look: step.look })}
            onImport={(people) => {
              const { people: all, leftOut } = step.everybody;
              setStep({ at: "import", people, leftOut, passedOver: all.length - people.length });
            }}
          />
        )}
        {step.at === "import" && (
          <ImportRun
            people={step.people}
            leftOut={step.leftOut}
            passedOver={step.passedOver}
            fileName={file?.name ?? ""}
            onDone={() => startOver()}
            onUndone={(undone) => startOver({ undone })}
          />
        )}
      </div>
    </>
  );
}

function mappingOf({ table }: Look): Mapping {
  return {
    headings: table?.headings ?? [],
    columns: table?.columns ?? [],
    preset: table?.preset ?? null,
    dayOrders: table?.dayOrders ?? [],
    dayOrder: null,
    status: "active",
    keepsRest: false,
  };
}
