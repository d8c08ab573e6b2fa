import { clsx } from "clsx";
import type { ReactElement, ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover, type PopoverProps } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";
import { popoverItem, popoverLook } from "./popover-look.ts";

/** One thing that can be done, or a line between two groups of them. */
export type MenuEntry =
  | {
      id: string;
      label: string;
      detail?: string;
      icon?: ReactNode;
      /** Goes somewhere … */
      href?: string;
      /** … or does something. */
      onAction?: () => void;
      isDanger?: boolean;
      isDisabled?: boolean;
    }
  | { id: string; isSeparator: true };

export type MenuProps = {
  label: string;
  /** The button that opens it. */
  trigger: ReactElement;
  items: readonly MenuEntry[];
  placement?: PopoverProps["placement"];
};

/** What can be done here, behind one button. */
export function Menu({ label, trigger, items, placement = "bottom end" }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover
        offset={6}
        placement={placement}
        className={clsx(popoverLook, "min-w-52 max-w-[min(20rem,calc(100vw-1.5rem))]")}
      >
        <AriaMenu aria-label={label} className="outline-none">
          {items.map((item) =>
            "isSeparator" in item ? (
              <Separator key={item.id} className="mx-3 my-1 h-px border-0 bg-line" />
            ) : (
              <MenuItem
                key={item.id}
                id={item.id}
                textValue={item.label}
                isDisabled={item.isDisabled ?? false}
                {...(item.href ? { href: item.href } : {})}
                {...(item.onAction ? { onAction: item.onAction } : {})}
                className={clsx(popoverItem, item.isDanger && "text-danger! [&_svg]:text-danger!")}
              >
                {item.icon}
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                  {item.label}
                  {item.detail && <span className="block text-sm text-faint">{item.detail}</span>}
                </span>
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
