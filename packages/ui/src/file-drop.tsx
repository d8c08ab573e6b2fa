import { clsx } from "clsx";
import { FileUp } from "lucide-react";
import { DropZone, type DropZoneProps } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Text } from "react-aria-components/Text";
import { Button } from "./button.tsx";

export type FileDropProps = {
  /** What is wanted. */
  label: string;
  description?: string;
  /** Kinds of files to offer, by their endings; others can be dropped all the same. */
  accept: readonly string[];
  onFile: (file: File) => void;
  className?: string;
};

/** Takes one file: chosen with the button, dropped, or pasted. */
export function FileDrop({ label, description, accept, onFile, className }: FileDropProps) {
  return (
    <DropZone
      onDrop={({ items }) => void firstFile(items).then((file) => file && onFile(file))}
      className={({ isDropTarget }) =>
        clsx(
          "flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-10 text-center transition-colors",
          isDropTarget ? "border-accent bg-accent-soft" : "border-edge",
          className,
        )
      }
    >
      <FileUp aria-hidden className="size-8 stroke-[1.5] text-faint" />
      <Text slot="label" className="font-semibold">
        {label}
      </Text>
      {description && <p className="max-w-prose text-sm text-soft text-pretty">{description}</p>}
      <FileTrigger
        acceptedFileTypes={accept}
        onSelect={(files) => {
          const [file] = files ?? [];
          if (file) onFile(file);
        }}
      >
        <Button variant="primary">Choose a file</Button>
      </FileTrigger>
    </DropZone>
  );
}

type Dropped = Parameters<NonNullable<DropZoneProps["onDrop"]>>[0]["items"][number];

async function firstFile(items: readonly Dropped[]): Promise<File | undefined> {
  for (const item of items) {
    if (item.kind === "file") return item.getFile();
    if (item.kind === "text" && item.types.has("text/plain"))
      return new File([await item.getText("text/plain")], "Pasted list");
  }
  return undefined;
}
