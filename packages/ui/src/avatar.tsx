import { clsx } from "clsx";

/** Who, in two letters. Only decoration: the name stands beside it. */
export function Avatar({
  name,
  size = "normal",
  className,
}: {
  name: string;
  size?: "small" | "normal" | "large";
  className?: string;
}) {
  return (
    <span
      aria-hidden
      className={clsx(
        "inline-flex shrink-0 items-center justify-center rounded-full bg-press font-semibold text-soft select-none",
        size === "small" && "size-7 text-[0.6875rem]",
        size === "normal" && "size-10 text-sm",
        size === "large" && "size-14 text-lg",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;

  return ends.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}
