/** Why something that was pressed was not done, beside it. */
export function Problem({ words, className = "" }: { words: string | undefined; className?: string }) {
  return (
    words && (
      <p role="alert" className={`font-medium text-danger ${className}`}>
        {words}
      </p>
    )
  );
}
