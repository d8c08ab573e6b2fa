import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";

import { Button } from "./button.tsx";
import { AREA, HEIGHT, PlotDrawing } from "./plot-drawing.tsx";
import { bandOf, nearest, quantity, reachOf, scale, summaryOf, type PlotBand, type PlotPoint } from "./plot-scale.ts";
import { PlotTable } from "./plot-table.tsx";

export type LinePlotProps = {
  /** What is measured. */
  label: string;
  points: readonly PlotPoint[];
  /** What the plot reaches from and to at least. */
  min: number;
  max: number;
  unit?: string;
  target?: number;
  start?: number;
  bands?: readonly PlotBand[];
  /** How a moment is said: as a day, if nothing else is asked for. */
  formatAt?: (at: number) => string;
};

export type ShownPlot = Omit<LinePlotProps, "formatAt"> & { formatAt: (at: number) => string };

/** Values over time, drawn here. Each can be read under a finger, by key, and in a table. */
export function LinePlot({ formatAt = (at) => day.format(at), ...props }: LinePlotProps) {
  const [isTable, setTable] = useState(false);
  const points = props.points.toSorted((a, b) => a.at - b.at);
  const shown = { ...props, points, formatAt };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {isTable ? <PlotTable {...shown} /> : <Plot {...shown} />}
      {points.length > 0 && (
        <Button size="small" variant="ghost" className="-ml-3 self-start" onPress={() => setTable(!isTable)}>
          {isTable ? "Show as plot" : "Show as table"}
        </Button>
      )}
    </div>
  );
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

function Plot(props: ShownPlot) {
  const { label, points, unit, min, max, target, start } = props;
  const [box, width] = useWidth();
  const [picked, setPicked] = useState(Infinity);
  const index = Math.min(picked, points.length - 1);
  const point = points[index];
  const times: [number, number] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const x = scale(times, [AREA.left + 12, width - AREA.right - 12]);
  const reach = reachOf(min, max, [...points.map(({ value }) => value), target, start]);

  function pointed({ clientX, currentTarget }: PointerEvent): void {
    const from = currentTarget.getBoundingClientRect().left;
    const there = points.map(({ at, value }) => ({ at: x(at), value }));
    setPicked(nearest(there, clientX - from));
  }

  function pressed(event: KeyboardEvent): void {
    const next = stepTo(event.key, index, points.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    setPicked(Math.max(0, Math.min(next, points.length - 1)));
  }

  return (
    <div ref={box} className="relative min-w-0">
      <PlotDrawing
        {...props}
        width={width}
        x={x}
        times={times}
        reach={reach}
        index={index}
        isPicked={picked !== Infinity}
        summary={summaryOf(props)}
      />
      {points.length > 1 && point && (
        <div
          role="slider"
          tabIndex={0}
          aria-label={`Values of ${label}`}
          aria-valuemin={1}
          aria-valuemax={points.length}
          aria-valuenow={index + 1}
          aria-valuetext={[quantity(point.value, unit), ...about(point, props)].join(", ")}
          className="absolute inset-x-0 top-0 cursor-crosshair touch-pan-y rounded-md"
          style={{ height: HEIGHT }}
          onKeyDown={pressed}
          onPointerDown={pointed}
          onPointerMove={pointed}
          onPointerLeave={({ pointerType }) => pointerType === "mouse" && setPicked(Infinity)}
          onBlur={() => setPicked(Infinity)}
        />
      )}
      {/* As high as it ever gets: nothing below moves while one reads along. */}
      <p className={`line-clamp-2 px-1 text-sm text-soft ${points.some(({ note }) => note) ? "min-h-10" : "min-h-5"}`}>
        {point ? (
          <>
            <span className="font-medium text-ink figures">{quantity(point.value, unit)}</span>
            {about(point, props).map((words) => ` · ${words}`)}
          </>
        ) : (
          "No values yet"
        )}
      </p>
    </div>
  );
}

/** When a value was, in what band, and what was said with it. */
function about({ at, value, note }: PlotPoint, { formatAt, bands = [] }: ShownPlot): string[] {
  return [formatAt(at), bandOf(bands, value) ?? "", note ?? ""].filter((words) => words !== "");
}

function stepTo(key: string, index: number, last: number): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return index - 1;
    case "ArrowRight":
    case "ArrowUp":
      return index + 1;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** How wide there is room, also when that changes. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure(); // before the first paint: nothing jumps
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [box, width];
}
