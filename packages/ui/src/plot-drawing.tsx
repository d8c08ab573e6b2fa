import { clsx } from "clsx";

import type { ShownPlot } from "./line-plot.tsx";
import { bandEdges, quantity, scale, timeTicks, valueTicks } from "./plot-scale.ts";

/** In pixels: the drawing is as high on every screen, and as wide as there is room. */
export const HEIGHT = 208;
export const AREA = { top: 12, right: 4, bottom: 28, left: 44 };

/** More days than that below a plot are not read, however wide it is. */
const MOST_DAYS = 7;

type Props = ShownPlot & {
  width: number;
  x: (at: number) => number;
  times: readonly [number, number];
  reach: readonly [number, number];
  /** Which point is read; the last one as long as none is picked. */
  index: number;
  isPicked: boolean;
  summary: string;
};

/** The picture itself. What it says stands in words as well: names at bands and lines, and the newest value. */
export function PlotDrawing({
  width,
  x,
  times,
  reach,
  index,
  isPicked,
  summary,
  points,
  unit,
  target,
  start,
  bands = [],
}: Props) {
  const [left, right, bottom] = [AREA.left, width - AREA.right, HEIGHT - AREA.bottom];
  const y = scale(reach, [bottom, AREA.top]);
  const point = points[index];
  const last = points.at(-1);
  // Names stand on the side where the values are further away.
  const isLeft = (value: number) => Math.abs((points[0]?.value ?? 0) - value) >= Math.abs((last?.value ?? 0) - value);
  const levels = [
    ...(start === undefined ? [] : [{ value: start, name: "Start", dash: "1 5" }]),
    ...(target === undefined ? [] : [{ value: target, name: "Target", dash: "6 4" }]),
  ];
  const isDense = points.length * 12 > right - left;
  return (
    <svg role="img" aria-label={summary} width={width} height={HEIGHT} className="block max-w-full text-xs figures">
      {bandEdges(bands, reach).map(({ name, from, to }, nth) => (
        <g key={name}>
          <rect
            x={left}
            y={y(to)}
            width={Math.max(0, right - left)}
            height={y(from) - y(to)}
            className={nth % 2 ? "fill-sunk" : "fill-transparent"}
          />
          <Words
            x={isLeft((from + to) / 2) ? left + 6 : right - 6}
            y={(y(from) + y(to)) / 2}
            anchor={isLeft((from + to) / 2) ? "start" : "end"}
            className="fill-faint"
          >
            {name}
          </Words>
        </g>
      ))}
      {valueTicks(reach).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <Words x={left - 8} y={y(tick)} anchor="end" className="fill-soft">
            {shortFigures.format(tick)}
          </Words>
        </g>
      ))}
      {points.length > 0 &&
        timeTicks(times, Math.min(MOST_DAYS, Math.floor((right - left) / 72))).map(({ at, words }) => (
          <g key={at}>
            <line x1={x(at)} x2={x(at)} y1={bottom} y2={bottom + 4} className="stroke-edge" />
            <Words x={x(at)} y={bottom + 16} anchor={anchorAt(x(at), left, right)} className="fill-soft">
              {words}
            </Words>
          </g>
        ))}
      {levels.map(({ value, name, dash }) => (
        <Level
          key={name}
          at={y(value)}
          left={left}
          right={right}
          words={`${name} ${quantity(value, unit)}`}
          dash={dash}
          isLeft={isLeft(value)}
        />
      ))}
      {point && isPicked && (
        <line x1={x(point.at)} x2={x(point.at)} y1={AREA.top} y2={bottom} className="stroke-edge" />
      )}
      <polyline
        points={points.map(({ at, value }) => `${x(at)},${y(value)}`).join(" ")}
        className="fill-none stroke-accent stroke-2 [stroke-linejoin:round]"
      />
      {points.map(
        ({ at, value }, nth) =>
          (nth === index || !isDense) && (
            <circle
              key={nth} // points have no other name, and keep their order
              cx={x(at)}
              cy={y(value)}
              r={nth === index ? 6 : 4}
              className={clsx("stroke-2", nth === index ? "fill-paper stroke-accent" : "fill-accent stroke-paper")}
            />
          ),
      )}
      {last && (
        <Words
          x={Math.min(x(last.at), right - 4)}
          y={y(last.value) + (y(last.value) < AREA.top + 24 ? 18 : -16)}
          anchor={anchorAt(x(last.at), left, right)}
          className="fill-ink font-medium"
        >
          {quantity(last.value)}
        </Words>
      )}
    </svg>
  );
}

type LevelProps = { at: number; left: number; right: number; words: string; dash: string; isLeft: boolean };

/** A height that means something: where it began, where it is to go. */
function Level({ at, left, right, words, dash, isLeft }: LevelProps) {
  return (
    <>
      <line
        x1={left}
        x2={right}
        y1={at}
        y2={at}
        strokeDasharray={dash}
        strokeLinecap="round"
        className="stroke-ink stroke-[1.5]"
      />
      <Words
        x={isLeft ? left + 6 : right - 6}
        y={at + (at < AREA.top + 16 ? 11 : -10)}
        anchor={isLeft ? "start" : "end"}
        className="fill-ink"
      >
        {words}
      </Words>
    </>
  );
}

type WordsProps = { x: number; y: number; anchor?: "start" | "middle" | "end"; className: string; children: string };

/** Words on the drawing, with a rim that keeps what is under them away. */
function Words({ x, y, anchor = "start", className, children }: WordsProps) {
  return (
    <text
      x={x}
      y={y}
      textAnchor={anchor}
      dominantBaseline="central"
      className={clsx("stroke-paper stroke-[3] [paint-order:stroke] [stroke-linejoin:round]", className)}
    >
      {children}
    </text>
  );
}

/** Which way words go from their place, so that none leaves the drawing. */
function anchorAt(at: number, left: number, right: number): "start" | "middle" | "end" {
  if (right - at < 32) return "end";
  return at - left < 24 ? "start" : "middle";
}

const shortFigures = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 2 });
