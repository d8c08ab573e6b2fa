import { Button } from "@cliently/ui/button";
import { Select } from "@cliently/ui/select";
import { useState } from "react";

import type { TableLook } from "./reading/read-table.ts";
import { TARGETS, type Target } from "./reading/targets.ts";

const OPTIONS = Object.entries(TARGETS).map(([id, label]) => ({ id, label }));

type Props = { table: TableLook; columns: readonly Target[]; onChange: (columns: Target[]) => void };

/** Every column with its first values, and what it stands for. Empty ones are not shown, those left out only when wanted. */
export function ColumnList({ table, columns, onChange }: Props) {
  const [shown] = useState(() => table.columns.map((target) => target !== "leave"));
  const [isAll, setAll] = useState(!shown.includes(true));
  const filled = table.headings.flatMap((_, index) => (table.samples[index]?.length ? [index] : []));
  const hidden = isAll ? 0 : filled.filter((index) => !shown[index]).length;
  const empty = table.headings.length - filled.length;

  return (
    <>
      <ul aria-label="Columns" className="flex flex-col">
        {filled
          .filter((index) => isAll || shown[index])
          .map((index) => (
            <li
              key={index}
              className="grid gap-x-6 gap-y-2 border-b border-line py-3 sm:grid-cols-[minmax(0,1fr)_18rem] sm:items-center"
            >
              <div className="min-w-0">
                <p className="font-medium [overflow-wrap:anywhere]">{nameOf(table, index)}</p>
                <p className="truncate text-sm text-faint">{table.samples[index]?.join(" · ")}</p>
              </div>
              <Select
                label={`${nameOf(table, index)} is`}
                hideLabel
                options={OPTIONS}
                value={columns[index] ?? "leave"}
                onChange={(target) =>
                  onChange(columns.map((held, place) => (place === index ? (target as Target) : held)))
                } // one of the options
              />
            </li>
          ))}
      </ul>
      {(hidden > 0 || empty > 0) && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-soft">
          <span>
            {[
              hidden > 0 && `${hidden} more ${hidden === 1 ? "column is" : "columns are"} left out.`,
              empty > 0 && `${empty} ${empty === 1 ? "column is" : "columns are"} empty.`,
            ]
              .filter(Boolean)
              .join(" ")}
          </span>
          {hidden > 0 && (
            <Button size="small" variant="ghost" onPress={() => setAll(true)}>
              Show {hidden === 1 ? "it" : "them"}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function nameOf({ headings }: TableLook, index: number): string {
  return headings[index] || `Column ${index + 1}`;
}
