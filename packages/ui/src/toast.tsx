import { X } from "lucide-react";
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";
import { Text } from "react-aria-components/Text";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

/** Something that has been done, and the way back. */
export type Toast = { text: string; action?: { label: string; onPress: () => void } };

export type Toasts = ToastQueue<Toast>;

/** The queue that toasts are put in: one an app, made at its root. `toasts.add({ text }, { timeout: 6000 })`. */
export function createToasts(): Toasts {
  return new ToastQueue<Toast>({ maxVisibleToasts: 3 });
}

/** Where toasts show. Only for what may be missed: what must be read belongs in a `Notice`. */
export function ToastArea({ toasts }: { toasts: Toasts }) {
  return (
    <ToastRegion
      queue={toasts}
      className="fixed inset-x-4 bottom-[calc(5rem+env(safe-area-inset-bottom))] z-40 flex flex-col items-center gap-2 rounded-lg sm:inset-x-auto sm:right-6 sm:items-end lg:bottom-6"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className="flex w-full max-w-sm items-center gap-2 rounded-lg border border-line bg-float py-1.5 pr-1.5 pl-4 shadow-lift sm:w-auto sm:min-w-72"
        >
          {/* Said when the screen reader has finished: nothing is wrong. */}
          <ToastContent role="status" className="min-w-0 flex-1 py-1">
            <Text slot="title" className="text-control">
              {toast.content.text}
            </Text>
          </ToastContent>
          {toast.content.action && (
            <Button
              size="small"
              variant="ghost"
              className="text-accent!"
              onPress={() => {
                toast.content.action?.onPress();
                toasts.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <IconButton slot="close" label="Dismiss" icon={<X aria-hidden className="size-4!" />} />
        </AriaToast>
      )}
    </ToastRegion>
  );
}
