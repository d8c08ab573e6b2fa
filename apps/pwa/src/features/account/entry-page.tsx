import { Mark } from "@cliently/ui/mark";
import type { ReactNode } from "react";

/** The frame of the pages before one is signed in. */
export function EntryPage({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-sunk safe-sides safe-top">
      <div className="flex w-full max-w-md flex-1 flex-col justify-center px-4 py-10">
        <p className="mb-6 flex items-center gap-2 text-lg font-semibold tracking-[-0.02em]">
          <Mark className="size-6" />
          Cliently
        </p>
        <div className="rounded-xl border border-line bg-raised p-6 shadow-rest sm:p-8">
          <h1 className="text-xl font-semibold">{title}</h1>
          {lead && <p className="mt-1 text-soft">{lead}</p>}
          <div className="mt-6">{children}</div>
        </div>
        <div className="mt-6 flex flex-col gap-2 px-1 text-sm text-soft">{foot}</div>
      </div>
    </main>
  );
}
