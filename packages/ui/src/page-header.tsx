import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-aria-components/Link";

export type PageHeaderProps = {
  title: ReactNode;
  /** A quiet line under the title: status, next session, a count. */
  detail?: ReactNode;
  leading?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
};

/** The one heading of a screen, and what can be done with the whole of it. */
export function PageHeader({ title, detail, leading, actions, back }: PageHeaderProps) {
  return (
    <header className="pt-5 pb-6 lg:pt-10">
      {back && (
        <Link
          href={back.href}
          className="-ml-1.5 mb-2 inline-flex min-h-control cursor-pointer items-center gap-1 rounded-md pr-2 text-sm font-medium text-soft hovered:text-ink"
        >
          <ChevronLeft aria-hidden className="size-[1.125rem]" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
        <div className="flex min-w-0 items-center gap-4">
          {leading}
          <div className="min-w-0">
            <h1 className="text-2xl font-semibold tracking-[-0.02em]">{title}</h1>
            {detail && <div className="mt-1 text-soft">{detail}</div>}
          </div>
        </div>
        {actions && <div className="flex min-w-0 flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
