import type { ShownPlot } from "./line-plot.tsx";
import { bandOf, quantity } from "./plot-scale.ts";

/** The same values, one a row, the newest first. */
export function PlotTable({ label, points, unit, bands = [], formatAt }: ShownPlot) {
  const hasNotes = points.some(({ note }) => note);
  return (
    <table className="w-full border-collapse text-left text-sm">
      <caption className="sr-only">{label}</caption>
      <thead className="border-b border-line text-soft">
        <tr>
          <Head>When</Head>
          <Head>Value</Head>
          {bands.length > 0 && <Head>Range</Head>}
          {hasNotes && <Head>Remark</Head>}
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map(({ at, value, note }, nth) => (
          <tr key={nth} className="border-b border-line align-top">
            <th scope="row" className="py-2 pr-4 font-normal whitespace-nowrap">
              {formatAt(at)}
            </th>
            <td className="py-2 pr-4 whitespace-nowrap">{quantity(value, unit)}</td>
            {bands.length > 0 && <td className="py-2 pr-4">{bandOf(bands, value)}</td>}
            {hasNotes && <td className="w-full py-2 [overflow-wrap:anywhere]">{note}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="py-1.5 pr-4 font-medium">
      {children}
    </th>
  );
}
