import { blankClient } from "@cliently/api/domain/client/blank";
import { ClientFields } from "@cliently/api/domain/client/client";
import { duplicateIndex, similarTo } from "@cliently/api/domain/client/duplicates";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { isLead } from "@cliently/api/domain/client/stages";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useDeferredValue, useMemo, useState } from "react";
import { useLocation } from "wouter";

import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate, useRows } from "../../sync/hooks.tsx";
import { DuplicateHint } from "./duplicate-hint.tsx";
import { TagEditor } from "./tag-editor.tsx";
import { tagsInUse } from "./tags-in-use.ts";

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** What is known already. With a stage as the status, it becomes a lead. */
  known?: Partial<ClientFields>;
};

const ASKED = ["givenName", "familyName", "email", "phone"] as const;
type Asked = (typeof ASKED)[number];

/** Adds a client by name, and says who is here already; the rest is written on their page. */
export function NewClientDialog({ isOpen, onOpenChange, known = {} }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  const [words, setWords] = useState<Record<Asked, string>>({
    givenName: known.givenName ?? "",
    familyName: known.familyName ?? "",
    email: known.email ?? "",
    phone: known.phone ?? "",
  });
  const [tags, setTags] = useState<string[]>([]);
  const [error, setError] = useState<{ at: Asked; text: string }>();
  const present = useRows("client", { all: true });
  const inBin = useRows("client", { inBin: true });
  const all = useMemo(() => [...(present ?? []), ...(inBin ?? [])], [present, inBin]);
  const index = useMemo(() => duplicateIndex(all), [all]);
  const settled = useDeferredValue(words);
  const found = similarTo(index, {
    fullName: `${settled.givenName} ${settled.familyName}`,
    emails: [settled.email],
    phones: [settled.phone],
  });
  const noun = known.status && isLead({ status: known.status }) ? "lead" : "client";

  async function add(): Promise<void> {
    const asked = Object.fromEntries(ASKED.map((name) => [name, words[name].trim()])) as Record<Asked, string>; // the same names
    if (!asked.givenName)
      return setError({ at: "givenName", text: "A first name is needed, to know whom you write about." });
    const wrong = ASKED.find((name) => !ClientFields.shape[name].safeParse(asked[name]).success);
    if (wrong) return setError({ at: wrong, text: "This is too long, or holds characters that cannot be kept." });
    const id = newId(world.clock(), world.random);
    const fields = { ...blankClient, ...known, ...asked };
    try {
      await mutate([{ name: "client.create", args: { id, fields, tags, contacts: {} } }]);
    } catch (failure) {
      return setError({ at: "givenName", text: whyNotSaved(failure) });
    }
    onOpenChange(false);
    go(`/clients/${id}`);
  }

  const field = (name: Asked, type: "text" | "email" | "tel" = "text") => (
    <TextField
      label={clientLabels[name]}
      type={type}
      autoComplete="off"
      autoFocus={name === "givenName"}
      value={words[name]}
      onChange={(text) => {
        setWords({ ...words, [name]: text });
        setError(undefined);
      }}
      error={error?.at === name ? error.text : undefined}
    />
  );

  return (
    <Dialog title={`New ${noun}`} isOpen={isOpen} onOpenChange={onOpenChange}>
      <form
        className="flex flex-col gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
          {field("givenName")}
          {field("familyName")}
          {field("email", "email")}
          {field("phone", "tel")}
        </div>
        <DuplicateHint found={found} clients={all} onOpen={() => onOpenChange(false)} />
        <TagEditor
          tags={tags}
          inUse={tagsInUse(present ?? [])}
          onAdd={(tag) => setTags((held) => [...held, tag])}
          onRemove={(tag) => setTags((held) => held.filter((other) => other !== tag))}
        />
        <Button type="submit" variant="primary">
          Add {noun}
        </Button>
      </form>
    </Dialog>
  );
}
