import { clsx } from "clsx";
import { Label } from "react-aria-components/Label";
import { Meter as AriaMeter } from "react-aria-components/Meter";

export type MeterProps = {
  label: string;
  /** 0 to `max`. */
  value: number;
  max: number;
  /** How much, in words: "12 MB of 2 GB". */
  words: string;
  /** It is getting tight. */
  isHigh?: boolean;
};

/** How much of something is used. */
export function Meter({ label, value, max, words, isHigh = false }: MeterProps) {
  return (
    <AriaMeter value={value} maxValue={max} valueLabel={words} className="flex flex-col gap-2">
      {({ percentage, valueText }) => (
        <>
          <span className="flex flex-wrap justify-between gap-x-4 text-sm">
            <Label className="font-medium">{label}</Label>
            <span className="text-soft figures">{valueText}</span>
          </span>
          <span className="h-1.5 overflow-hidden rounded-full bg-press">
            <span
              className={clsx("block h-full origin-left rounded-full", isHigh ? "bg-need" : "bg-accent")}
              style={{ transform: `scaleX(${percentage / 100})` }}
            />
          </span>
        </>
      )}
    </AriaMeter>
  );
}
