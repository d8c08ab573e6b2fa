import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { IconButton } from "./icon-button.tsx";
import { KeepsFocus } from "./keeps-focus.tsx";

type Content = ReactNode | ((dialog: { close: () => void }) => ReactNode);

export type DialogProps = {
  title: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: Content;
  /** Buttons; the one that goes on stands last. */
  footer?: Content;
  /** "sheet" comes up from the bottom on a phone and is a modal elsewhere. */
  shape?: "modal" | "sheet";
  /** "full" is for reading: all of a phone's screen, and nearly all of a laptop's. */
  size?: "narrow" | "wide" | "full";
  /** Asks something that must be answered: a press outside does not close it. */
  isAlert?: boolean;
};

/** A question or a small task in front of the page. */
export function Dialog({
  title,
  isOpen,
  onOpenChange,
  children,
  footer,
  shape = "modal",
  size = "narrow",
  isAlert = false,
}: DialogProps) {
  const sheet = shape === "sheet";

  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={!isAlert}
      className={clsx(
        "fixed inset-x-0 top-0 z-50 flex h-(--visual-viewport-height) justify-center bg-veil transition-opacity entering:opacity-0 exiting:opacity-0",
        sheet ? "items-end sm:items-center sm:p-6" : "items-center p-4 sm:p-6",
      )}
    >
      <Modal
        className={clsx(
          "flex max-h-full w-full flex-col overflow-hidden bg-raised shadow-lift transition-[translate,opacity] entering:translate-y-2 exiting:translate-y-2",
          size === "full" ? "sm:rounded-xl" : sheet ? "rounded-t-xl sm:rounded-xl" : "rounded-xl",
          SIZES[size],
        )}
      >
        <AriaDialog role={isAlert ? "alertdialog" : "dialog"} className="flex min-h-0 flex-1 flex-col outline-none">
          {({ close }) => (
            <>
              <KeepsFocus />
              <header className="flex min-h-16 items-center justify-between gap-4 pt-3 pr-4 pb-1 pl-6">
                <Heading slot="title" className="text-lg font-semibold [overflow-wrap:anywhere]">
                  {title}
                </Heading>
                {!isAlert && <IconButton slot="close" label="Close" icon={<X aria-hidden />} />}
              </header>
              <div
                className={clsx(
                  "min-h-0 flex-1 overflow-y-auto overscroll-contain px-6 pb-6",
                  sheet && !footer && "pb-[max(1.5rem,env(safe-area-inset-bottom))]",
                )}
              >
                {typeof children === "function" ? children({ close }) : children}
              </div>
              {footer && (
                <footer
                  className={clsx(
                    "flex flex-wrap justify-end gap-2 border-t border-line px-6 py-4",
                    sheet && "pb-[max(1rem,env(safe-area-inset-bottom))]",
                  )}
                >
                  {typeof footer === "function" ? footer({ close }) : footer}
                </footer>
              )}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

const SIZES: Record<NonNullable<DialogProps["size"]>, string> = {
  narrow: "sm:max-w-md",
  wide: "sm:max-w-2xl",
  full: "h-full sm:max-w-6xl",
};
