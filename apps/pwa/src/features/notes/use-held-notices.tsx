import { Button } from "@cliently/ui/button";
import { FloatBar } from "@cliently/ui/float-bar";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";

type HeldNotices = {
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
    <FloatBar
      label="Needs you"
      icon={<CircleAlert aria-hidden className="text-need" />}
      actions={
        <Button size="small" onPress={onLook}>
          Look
        </Button>
      }
    >
      Something in this note needs you
    </FloatBar>
  );
}
