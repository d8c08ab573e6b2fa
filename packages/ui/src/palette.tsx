import { clsx } from "clsx";
import { Search, X } from "lucide-react";
import type { ReactNode } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Dialog } from "react-aria-components/Dialog";
import { Header } from "react-aria-components/Header";
import { Input } from "react-aria-components/Input";
import { Collection, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components/ListBox";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { TextField } from "react-aria-components/TextField";
import { IconButton } from "./icon-button.tsx";
import { Keys } from "./keys.tsx";
import { popoverItem } from "./popover-look.ts";

/** One thing to choose. */
export type PaletteItem = {
  id: string;
  label: string;
  detail?: ReactNode;
  leading?: ReactNode;
  keys?: readonly (readonly string[])[];
};
export type PaletteGroup = { id: string; title: string; items: readonly PaletteItem[] };

export type PaletteProps = {
  label: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** A `PaletteChoices`; it is there only while the palette is open. */
  children: ReactNode;
};

/** Everything by its name, in front of whatever one was doing. Escape goes back there. */
export function Palette({ label, isOpen, onOpenChange, children }: PaletteProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fixed inset-x-0 top-0 z-50 flex h-(--visual-viewport-height) items-start justify-center bg-veil transition-opacity entering:opacity-0 sm:px-6 sm:pt-[12vh] sm:pb-6"
    >
      <Modal className="flex h-full w-full flex-col overflow-hidden bg-raised shadow-lift sm:h-auto sm:max-h-[min(32rem,100%)] sm:max-w-xl sm:rounded-xl">
        <Dialog
          aria-label={label}
          className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain scroll-pt-18 scroll-pb-2 outline-none safe-top"
        >
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

export type PaletteChoicesProps = {
  label: string;
  text: string;
  onTextChange: (text: string) => void;
  groups: readonly PaletteGroup[];
  onChoose: (id: string) => void;
  /** Stands there when nothing fits. */
  nothingFound: string;
};

/** A field, which stays in sight, and below it what fits. The arrow keys walk through it while one types on. */
export function PaletteChoices({ label, text, onTextChange, groups, onChoose, nothingFound }: PaletteChoicesProps) {
  return (
    <Autocomplete inputValue={text} onInputChange={onTextChange}>
      <div className="sticky top-0 z-10 flex shrink-0 items-center border-b border-line bg-raised pr-2 sm:pr-0">
        <TextField aria-label={label} autoFocus className="relative block min-w-0 flex-1">
          <Search
            aria-hidden
            className="pointer-events-none absolute inset-y-0 left-4 my-auto size-[1.125rem] text-faint"
          />
          <Input
            placeholder={label}
            className="min-h-14 w-full bg-transparent pr-4 pl-12 text-base text-ink outline-none focus-ring:outline-none"
          />
        </TextField>
        <IconButton slot="close" label="Close" icon={<X aria-hidden />} className="sm:hidden" />
      </div>
      <ListBox
        items={groups}
        aria-label={label}
        selectionMode="none"
        onAction={(id) => onChoose(String(id))}
        renderEmptyState={() => <p className="px-3 py-6 text-center text-soft">{nothingFound}</p>}
        className="flex-1 p-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] outline-none"
      >
        {(group) => (
          <ListBoxSection id={group.id}>
            <Header className="px-3 pt-3 pb-1 text-xs font-medium text-faint">{group.title}</Header>
            <Collection items={group.items}>{(item) => <Choice item={item} />}</Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Autocomplete>
  );
}

function Choice({ item: { id, label, detail, leading, keys } }: { item: PaletteItem }) {
  return (
    <ListBoxItem id={id} textValue={label} className={clsx(popoverItem, "data-focused:bg-accent-soft!")}>
      <span className="inline-flex w-7 shrink-0 justify-center">{leading}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{label}</span>
        {detail && <span className="block truncate text-sm text-faint">{detail}</span>}
      </span>
      {keys && <Keys keys={keys} className="pointer-coarse:hidden" />}
    </ListBoxItem>
  );
}
