import { Button } from "@cliently/ui/button";
import { Checkbox } from "@cliently/ui/checkbox";
import { Select } from "@cliently/ui/select";
import { useState } from "react";

import { ENCODINGS, type Encoding } from "./reading/decode.ts";
import type { Look, Wishes } from "./reading/open.ts";
import { SEPARATORS, type Separator } from "./reading/rows.ts";

/** How the file was read, in a line; and, when that is wrong, how else. */
export function FileForm({ look, onReread }: { look: Look; onReread: (wishes: Wishes) => void }) {
  const [isOpen, setOpen] = useState(false);
  const { table, encoding, dropped, people } = look;
  const wishes: Wishes = {
    encoding,
    ...(table ? { separator: table.separator, hasHeadings: table.hasHeadings } : {}),
  };
  const facts = [
    people === 1 ? "1 person" : `${people.toLocaleString("en")} people`,
    table ? `${SEPARATORS[table.separator].toLowerCase()} between the cells` : "contact cards",
    ENCODINGS[encoding],
    dropped > 0 && `${dropped.toLocaleString("en")} characters that are none were taken out`,
  ];

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="text-soft figures">{facts.filter(Boolean).join(" · ")}</p>
        <Button size="small" variant="ghost" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          Looks wrong?
        </Button>
      </div>
      {isOpen && (
        <div className="grid items-end gap-4 sm:grid-cols-3">
          <Select
            label="Letters"
            options={Object.entries(ENCODINGS).map(([id, label]) => ({ id, label }))}
            value={encoding}
            onChange={(id) => onReread({ ...wishes, encoding: id as Encoding })} // one of the options
          />
          {table && (
            <>
              <Select
                label="Between the cells"
                options={Object.entries(SEPARATORS).map(([id, label]) => ({ id, label }))}
                value={table.separator}
                onChange={(id) => onReread({ encoding, separator: id as Separator })} // one of the options
              />
              <Checkbox isSelected={table.hasHeadings} onChange={(hasHeadings) => onReread({ ...wishes, hasHeadings })}>
                The first line names the columns
              </Checkbox>
            </>
          )}
        </div>
      )}
    </div>
  );
}
