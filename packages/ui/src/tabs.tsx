import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components/Tabs";

export type TabItem = {
  id: string;
  label: string;
  count?: number;
  /** What asks for a look there, in a word or two. */
  mark?: string;
  /** A tab with an address of its own is a link. */
  href?: string;
};

export type TabsProps = {
  label: string;
  tabs: readonly TabItem[];
  selected: string;
  onSelect?: (id: string) => void;
  /** The side that stays as it is, unseen, while another one is looked at: with what is typed there. */
  stays?: { id: string; children: ReactNode };
  /** What the selected tab shows. */
  children: ReactNode;
  className?: string;
};

/** Sides of one thing; the row scrolls sideways where it does not fit. */
export function Tabs({ label, tabs, selected, onSelect, stays, children, className }: TabsProps) {
  return (
    // What has the focus inside shows it; all of it together would be framed as well.
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect?.(String(key))}
      className={clsx("outline-none", className)}
    >
      <div className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0">
        <TabList aria-label={label} className="flex min-w-max gap-6 border-b border-line">
          {tabs.map((tab) => (
            <Tab
              key={tab.id}
              id={tab.id}
              {...(tab.href ? { href: tab.href } : {})}
              className={clsx(
                "relative flex min-h-11 cursor-pointer items-center gap-2 rounded-sm text-control font-medium whitespace-nowrap text-faint transition-colors outline-none",
                "hovered:text-ink chosen:text-ink focus-ring:outline-2 focus-ring:-outline-offset-2 focus-ring:outline-accent off:opacity-45",
                "after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:rounded-full chosen:after:bg-accent",
              )}
            >
              {tab.label}
              {tab.mark && (
                <span className="flex items-center gap-1 text-sm text-danger">
                  <CircleAlert aria-hidden className="size-4" />
                  {tab.mark}
                </span>
              )}
              {tab.count !== undefined && <span className="text-sm font-normal text-faint figures">{tab.count}</span>}
            </Tab>
          ))}
        </TabList>
      </div>
      {stays && (
        <TabPanel id={stays.id} shouldForceMount className={clsx(panel, "data-inert:hidden")}>
          {stays.children}
        </TabPanel>
      )}
      {selected !== stays?.id && (
        // A panel keeps the id it was born with, and each tab names its own.
        <TabPanel key={selected} id={selected} className={panel}>
          {children}
        </TabPanel>
      )}
    </AriaTabs>
  );
}

const panel = "pt-6 outline-none focus-ring:outline-2 focus-ring:outline-offset-4 focus-ring:outline-accent";
