import { blankClient } from "@cliently/api/domain/client/blank";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";
import { useLocation } from "wouter";

import { NOT_SAVED, unlessRefused } from "../../not-saved.ts";
import { useDevice, useMutate, useRows } from "../../sync/hooks.tsx";
import { TagEditor } from "./tag-editor.tsx";
import { tagsInUse } from "./tags-in-use.ts";

/** Adds a client by name; the rest is written on their page. */
export function NewClientDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  const [givenName, setGivenName] = useState("");
  const [familyName, setFamilyName] = useState("");
  const [tags, setTags] = useState<string[]>([]);
  const all = useRows("client", { all: true }) ?? [];
  const [error, setError] = useState<string>();

  async function add(): Promise<void> {
    if (!givenName.trim()) return setError("A first name is needed, to know whom you write about.");
    const id = newId(world.clock(), world.random);
    const fields = { ...blankClient, givenName: givenName.trim(), familyName: familyName.trim() };
    try {
      await mutate([{ name: "client.create", args: { id, fields, tags, contacts: {} } }]);
    } catch (failure) {
      return unlessRefused(() => setError(NOT_SAVED))(failure);
    }
    onOpenChange(false);
    setGivenName("");
    setFamilyName("");
    setTags([]);
    go(`/clients/${id}`);
  }

  return (
    <Dialog title="New client" isOpen={isOpen} onOpenChange={onOpenChange}>
      <form
        className="flex flex-col gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label="First name"
          autoFocus
          maxLength={120}
          value={givenName}
          onChange={setGivenName}
          error={error}
        />
        <TextField label="Last name" maxLength={120} value={familyName} onChange={setFamilyName} />
        <TagEditor
          tags={tags}
          inUse={tagsInUse(all)}
          onAdd={(tag) => setTags((held) => [...held, tag])}
          onRemove={(tag) => setTags((held) => held.filter((other) => other !== tag))}
        />
        <Button type="submit" variant="primary">
          Add client
        </Button>
      </form>
    </Dialog>
  );
}
