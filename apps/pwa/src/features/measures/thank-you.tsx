import { useEffect, useRef } from "react";

/** The end of a measure, for the client. */
export function ThankYou() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-3 text-center">
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold outline-none">
        Thank you
      </h1>
      <p className="text-lg text-soft">Your answers are kept. Please hand the device back.</p>
    </div>
  );
}
