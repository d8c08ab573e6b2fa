/** The paper that menus and pickers open on. */
export const popoverLook =
  "overflow-auto rounded-lg border border-line bg-float p-1 shadow-lift outline-none transition-[opacity,translate] " +
  "entering:opacity-0 entering:-translate-y-1 exiting:opacity-0";

/** One line in it. */
export const popoverItem =
  "flex min-h-control cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 text-control text-ink outline-none " +
  "hovered:bg-press focus-ring:bg-accent-soft focus-ring:outline-none pressed:bg-press data-focused:bg-press off:cursor-default off:opacity-45 [&_svg]:size-[1.125rem] [&_svg]:shrink-0 [&_svg]:text-faint";
