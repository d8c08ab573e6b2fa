import { fullName } from "@cliently/api/domain/client/full-name";
import { tagIn, tagsOf } from "@cliently/api/domain/client/tags-of";
import type { Row } from "@cliently/api/domain/store";

import { useMutate, useRows, type WriteOptions } from "../../sync/hooks.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { TagEditor } from "./tag-editor.tsx";
import { tagsInUse } from "./tags-in-use.ts";

/** The tags of a client. Every change is kept at once. */
export function ClientTags({ client }: { client: Row<"client"> }) {
  const mutate = useMutate();
  const attempt = useAttempt();
  const all = useRows("client", { all: true }) ?? [];
  const change = (name: "client.tag" | "client.untag", tag: string, options?: WriteOptions) => {
    const held = tagIn(client, tag);
    const over = held ? { at: held.at, mid: held.mid } : null;
    return mutate([{ name, args: { id: client.id, tag, over } }], options);
  };
  return (
    <TagEditor
      tags={tagsOf(client)}
      inUse={tagsInUse(all)}
      onAdd={(tag, draft) => change("client.tag", tag, { draft })}
      onRemove={(tag) => attempt(change("client.untag", tag))}
      whose={fullName(client)}
    />
  );
}
