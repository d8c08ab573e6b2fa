import { statusLabels } from "@cliently/api/domain/client/stages";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { Button } from "@cliently/ui/button";
import { Checkbox } from "@cliently/ui/checkbox";
import { RadioGroup } from "@cliently/ui/radio-group";
import { Section } from "@cliently/ui/section";
import { Select } from "@cliently/ui/select";
import { useState } from "react";

import { ColumnList } from "./column-list.tsx";
import { FileForm } from "./file-form.tsx";
import type { Look, Wishes } from "./reading/open.ts";
import type { DayOrder } from "./reading/days.ts";
import { isDay } from "./reading/targets.ts";
import type { Mapping } from "./reading/take-row.ts";

type Props = {
  look: Look;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  /** Something about the file is otherwise than it was taken for. */
  onReread: (wishes: Wishes) => void;
  onBack: () => void;
  onDone: () => void;
};

/** What the file is, and what its columns stand for. */
export function MappingStep({ look, mapping, onChange, onReread, onBack, onDone }: Props) {
  const [isTold, setTold] = useState(false);
  const { table } = look;
  const openDays = mapping.columns.flatMap((target, index) =>
    isDay(target) && table?.dayOrders[index] === null ? (table.samples[index] ?? []) : [],
  );
  const mustSayDays = openDays.length > 0 && mapping.dayOrder === null;
  const namesNobody = table !== null && !mapping.columns.some((target) => NAMES.has(target));
  const problem = namesNobody
    ? "Say which column holds the names."
    : mustSayDays
      ? "Say which number of the dates is the day."
      : undefined;

  return (
    <div className="flex flex-col gap-8">
      <FileForm look={look} onReread={onReread} />
      {table && (
        <Section
          title="What the columns are"
          description={
            table.preset
              ? `Recognised as an export of ${table.preset}. Change what is wrong.`
              : "As far as their headings say. Change what is wrong."
          }
        >
          <ColumnList
            table={table}
            columns={mapping.columns}
            onChange={(columns) => onChange({ ...mapping, columns })}
          />
        </Section>
      )}
      <Section title="For everybody in the file">
        <div className="flex max-w-md flex-col gap-5">
          {openDays.length > 0 && (
            <RadioGroup
              label="Which number is the day?"
              description={`Such as ${openDays[0]}`}
              value={mapping.dayOrder}
              onChange={(order) => onChange({ ...mapping, dayOrder: order as DayOrder })} // one of the options
              options={[
                { id: "day-first", label: "The first: day, month, year" },
                { id: "month-first", label: "The second: month, day, year" },
              ]}
            />
          )}
          <Select
            label="Status of those whose status the file does not say"
            options={Object.entries(statusLabels).map(([id, label]) => ({ id, label }))}
            value={mapping.status}
            onChange={(status) => onChange({ ...mapping, status: status as ClientStatus })} // one of the options
          />
          <Checkbox
            isSelected={mapping.keepsRest}
            onChange={(keepsRest) => onChange({ ...mapping, keepsRest })}
            description={
              table
                ? "What is left out is otherwise not brought in at all."
                : "Such as job titles and websites. Pictures are never brought in."
            }
          >
            Put what has no place into the intake notes
          </Checkbox>
        </div>
      </Section>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          onPress={() => {
            if (problem) setTold(true);
            else onDone();
          }}
        >
          See who would be added
        </Button>
        <Button variant="ghost" onPress={onBack}>
          Another file
        </Button>
        <p role="status" className="text-sm font-medium text-need">
          {isTold && problem}
        </p>
      </div>
    </div>
  );
}

/** One of these has to be there, for people to be called by something. */
const NAMES: ReadonlySet<string> = new Set(["givenName", "familyName", "fullName", "preferredName", "email", "phone"]);
