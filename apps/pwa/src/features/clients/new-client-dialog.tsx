import { blankClient } from "@cliently/api/domain/client/blank";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";
import { useLocation } from "wouter";

import { NewDuplicateHint } from "../../duplicate-hint.tsx";
import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate, useRows } from "../../sync/hooks.tsx";
import { readFields } from "../../writing/read-field.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { WritingDialog } from "../../writing/writing-dialog.tsx";
import { TagEditor } from "./tag-editor.tsx";
import { tagsInUse } from "./tags-in-use.ts";

type Props = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

const NOTHING = { givenName: "", familyName: "", email: "", phone: "" };
type Asked = keyof typeof NOTHING;

/** Adds a client by name, and says who is here already; the rest is written on their page. */
export function NewClientDialog({ isOpen, onOpenChange }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  const [words, setWords] = useState(NOTHING);
  const [tags, setTags] = useState<string[]>([]);
  const [typedTag, setTypedTag] = useState("");
  const [errors, setErrors] = useState<Partial<Record<Asked, string>>>({});
  const present = useRows("client", { all: true });
  const isMore = Boolean(words.email || words.phone || tags.length || typedTag);
  const written = [...Object.values(words), ...tags, typedTag].filter((text) => text.trim()).join("\n");
  const { send, discard } = useUnsent({ field: "New client", words: written });
  const close = () => onOpenChange(false);

  async function add(): Promise<void> {
    const read = readFields(words);
    if (read.errors) return setErrors(read.errors);
    const id = newId(world.clock(), world.random);
    const fields = { ...blankClient, ...read.values };
    try {
      const act = { name: "client.create" as const, args: { id, fields, tags, contacts: {} } };
      await send((draft) => mutate([act], { draft }));
    } catch (failure) {
      return setErrors({ givenName: whyNotSaved(failure) });
    }
    close();
    go(`/clients/${id}`);
  }

  function leaveIt(): void {
    discard();
    close();
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
        setErrors({});
      }}
      error={errors[name]}
    />
  );

  return (
    <WritingDialog title="New client" isOpen={isOpen} isWritten={written !== ""} onClose={leaveIt}>
      {({ leave }) => (
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
          <NewDuplicateHint words={words} isMore={isMore} leave={leave} onClose={leaveIt} />
          <TagEditor
            tags={tags}
            inUse={tagsInUse(present ?? [])}
            onAdd={(tag) => setTags((held) => [...held, tag])}
            onRemove={(tag) => setTags((held) => held.filter((other) => other !== tag))}
            onType={setTypedTag}
          />
          <Button type="submit" variant="primary">
            Add client
          </Button>
        </form>
      )}
    </WritingDialog>
  );
}
