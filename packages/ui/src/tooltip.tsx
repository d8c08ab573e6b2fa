import type { ReactElement } from "react";
import {
  Tooltip as AriaTooltip,
  TooltipTrigger,
  type TooltipProps as AriaTooltipProps,
} from "react-aria-components/Tooltip";

export type TooltipProps = {
  /** A few words; nothing that cannot be found elsewhere, for fingers do not hover. */
  text: string;
  placement?: AriaTooltipProps["placement"];
  /** The button it explains. */
  children: ReactElement;
};

/** Words for an icon, on hover and on focus. */
export function Tooltip({ text, placement = "top", children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip
        offset={6}
        placement={placement}
        className="max-w-64 rounded-md bg-ink px-2.5 py-1.5 text-sm text-paper shadow-rest transition-opacity entering:opacity-0 exiting:opacity-0"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
