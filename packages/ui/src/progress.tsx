import { ProgressBar } from "react-aria-components/ProgressBar";
import { Label } from "react-aria-components/Label";

export type ProgressProps = {
  label: string;
  /** 0 to `max`. */
  value: number;
  max?: number;
  /** How far, in words: "38 of 120 notes". */
  words?: string;
};

/** How far something long has come. */
export function Progress({ label, value, max = 100, words }: ProgressProps) {
  return (
    <ProgressBar value={value} maxValue={max} {...(words ? { valueLabel: words } : {})} className="flex flex-col gap-2">
      {({ percentage, valueText }) => (
        <>
          <span className="flex justify-between gap-4 text-sm">
            <Label className="font-medium">{label}</Label>
            <span className="text-soft figures">{valueText}</span>
          </span>
          <span className="h-1.5 overflow-hidden rounded-full bg-press">
            <span
              className="block h-full origin-left rounded-full bg-accent transition-transform"
              style={{ transform: `scaleX(${(percentage ?? 0) / 100})` }}
            />
          </span>
        </>
      )}
    </ProgressBar>
  );
}
