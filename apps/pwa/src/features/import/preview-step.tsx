import { fullName } from "@cliently/api/domain/client/full-name";
import { statusLabels } from "@cliently/api/domain/client/stages";
import { Button } from "@cliently/ui/button";
import { Checkbox } from "@cliently/ui/checkbox";
import { Notice } from "@cliently/ui/notice";
import { Section } from "@cliently/ui/section";
import { useMemo, useState } from "react";

import { useDevice, useRows } from "../../sync/hooks.tsx";
import { isMinor } from "./age.ts";
import { LeftOutList } from "./left-out-list.tsx";
import { Portions } from "./portions.tsx";
import type { Everybody } from "./reader.ts";
import type { Person } from "./reading/person.ts";
import { likenesses, type Likeness } from "./who-is-there.ts";

type Props = { everybody: Everybody; onBack: () => void; onImport: (people: Person[]) => void };

/** Who would be added, who looks like somebody who is there, and what cannot be brought in. Nothing has happened yet. */
export function PreviewStep({ everybody, onBack, onImport }: Props) {
  const clients = useRows("client", { all: true });
  const { world } = useDevice();
  const { people, leftOut } = everybody;
  const alike = useMemo(() => (clients ? likenesses(people, clients) : undefined), [people, clients]);
  const [chosen, setChosen] = useState<ReadonlyMap<Person, boolean>>(new Map());
  if (!alike) return null;

  const rows = people.map((person, index) => ({ person, likeness: alike[index] }));
  const isAdded = ({ person, likeness }: Row) => chosen.get(person) ?? (!likeness || likeness.by === "name");
  const twice = rows.filter(({ likeness }) => likeness);
  const remarked = people.filter(({ remarks }) => remarks.length > 0);
  const minors = people.filter(({ fields }) => isMinor(fields.birthDate, world.clock()));
  const added = rows.filter(isAdded).map(({ person }) => person);
  const choose = (some: readonly Row[], isIn: boolean) =>
    setChosen((held) => new Map([...held, ...some.map(({ person }) => [person, isIn] as const)]));

  return (
    <div className="flex flex-col gap-8">
      {minors.length > 0 && (
        <Notice
          kind="needs-you"
          title={minors.length === 1 ? "1 person is under 18" : `${minors.length} people are under 18`}
        >
          Cliently is made for work with adults. By their dates of birth: {namesOf(minors)}.
        </Notice>
      )}
      {twice.length > 0 && (
        <Section
          title={twice.length === 1 ? "1 person may be here already" : `${twice.length} people may be here already`}
          description="Those who are ticked are added all the same."
          actions={
            twice.length > 1 && (
              <>
                <Button size="small" variant="ghost" onPress={() => choose(twice, true)}>
                  Add all
                </Button>
                <Button size="small" variant="ghost" onPress={() => choose(twice, false)}>
                  Add none
                </Button>
              </>
            )
          }
        >
          <Portions label="May be here already" items={twice}>
            {(row) => (
              <Checkbox isSelected={isAdded(row)} onChange={(isIn) => choose([row], isIn)} description={sameAs(row)}>
                {fullName(row.person.fields)}
              </Checkbox>
            )}
          </Portions>
        </Section>
      )}
      {remarked.length > 0 && (
        <Section
          title={
            remarked.length === 1
              ? "1 person has something that did not fit"
              : `${remarked.length} people have something that did not fit`
          }
          description="It is kept in their intake notes."
        >
          <Portions label="What did not fit" items={remarked}>
            {({ fields, line, remarks }) => (
              <div className="py-2">
                <p>
                  {fullName(fields)} <span className="text-sm text-faint figures">line {line}</span>
                </p>
                {remarks.map(({ reason, words }) => (
                  <p key={reason + words} className="line-clamp-2 text-sm text-soft [overflow-wrap:anywhere]">
                    {reason}: “{words}”
                  </p>
                ))}
              </div>
            )}
          </Portions>
        </Section>
      )}
      <LeftOutList leftOut={leftOut} />
      <Section
        title={
          added.length === 1 ? "1 person will be added" : `${added.length.toLocaleString("en")} people will be added`
        }
      >
        <Portions label="Will be added" items={added}>
          {({ fields, tags }) => (
            <div className="py-2">
              <p className="[overflow-wrap:anywhere]">{fullName(fields)}</p>
              <p className="truncate text-sm text-faint">
                {[statusOf(fields), fields.email, fields.phone, fields.birthDate, ...tags].filter(Boolean).join(" · ")}
              </p>
            </div>
          )}
        </Portions>
      </Section>
      <div className="sticky bottom-[calc(4.5rem+env(safe-area-inset-bottom))] -mx-4 flex flex-wrap gap-3 bg-paper px-4 py-3 lg:bottom-0">
        <Button variant="primary" isDisabled={added.length === 0} onPress={() => onImport(added)}>
          {added.length === 1 ? "Import 1 person" : `Import ${added.length.toLocaleString("en")} people`}
        </Button>
        <Button variant="ghost" onPress={onBack}>
          Back
        </Button>
      </div>
    </div>
  );
}

type Row = { person: Person; likeness: Likeness | undefined };

function sameAs({ likeness }: Row): string {
  return likeness ? `The same ${BY[likeness.by]} as ${likeness.who}` : "";
}

const BY = { email: "e-mail address", phone: "phone number", name: "name" };

/** What they are, unless they are simply a client. */
function statusOf({ status = "active" }: Person["fields"]): string {
  return status === "active" ? "" : statusLabels[status];
}

function namesOf(people: readonly Person[]): string {
  const names = people.slice(0, 5).map(({ fields }) => fullName(fields));
  return people.length > 5 ? `${names.join(", ")} and ${people.length - 5} more` : names.join(", ");
}
