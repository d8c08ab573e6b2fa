import { Button } from "@cliently/ui/button";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";

export type HeldNotices = {
  /** The notices, in their place above the text. */
  above: ReactNode;
  /** Says that there are more of them than one sees. */
  over: ReactNode;
  /** Of what one writes in. */
  writing: { onInput: () => void; onBlur: () => void };
};

/**
 * Notices above a text that do not move it while one writes: the place that they have by then stays as high as it is, and
 * what comes is told of over the text until one looks.
 */
export function useHeldNotices(notices: ReactNode): HeldNotices {
  const place = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  /** So high the place stays, in px; undefined while nobody writes. */
  const [height, setHeight] = useState<number>();
  const [hasMore, setMore] = useState(false);

  useEffect(() => {
    if (height === undefined || !content.current) return;
    const measure = () => setMore((content.current?.offsetHeight ?? 0) > height);
    const growth = new ResizeObserver(measure);
    growth.observe(content.current);
    return () => growth.disconnect();
  }, [height]);

  function show(): void {
    setHeight(undefined);
    setMore(false);
  }

  function look(): void {
    show();
    requestAnimationFrame(() => {
      place.current?.focus({ preventScroll: true });
      place.current?.scrollIntoView({ block: "center" });
    });
  }

  return {
    above: (
      <div
        ref={place}
        tabIndex={-1}
        onFocus={show} // whoever comes to one by keys sees it
        className="outline-none"
        style={height === undefined ? {} : { height, overflow: "clip" }}
      >
        <div ref={content} className="flex flex-col gap-3 pt-4 empty:hidden">
          {notices}
        </div>
      </div>
    ),
    over: hasMore && <Bar onLook={look} />,
    writing: {
      onInput: () => height === undefined && setHeight(place.current?.offsetHeight),
      onBlur: () => hasMore || setHeight(undefined),
    },
  };
}

function Bar({ onLook }: { onLook: () => void }) {
  return (
    <section
      aria-label="Needs you"
      className="flex max-w-[68ch] items-center gap-4 rounded-lg border border-line bg-float py-2 pr-2 pl-4 text-control shadow-lift"
    >
      <CircleAlert aria-hidden className="size-5 shrink-0 text-need" />
      <p aria-live="polite" className="min-w-0 flex-1 text-sm">
        Something in this note needs you
      </p>
      <Button size="small" onPress={onLook}>
        Look
      </Button>
    </section>
  );
}
