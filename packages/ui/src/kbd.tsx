/** A key to press. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex min-h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-sunk px-1 font-sans text-xs text-soft">
      {children}
    </kbd>
  );
}
