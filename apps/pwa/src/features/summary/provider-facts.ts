import { useEffect } from "react";

import { online } from "../../online.tsx";

export type ProviderFacts = { provider: string; model: string; label: string; leavesServer: boolean };

const KEY = "cliently:summary-provider";

/** Who writes summaries, as the server said last: remembered, so that one knows it offline too. Undefined: never heard. */
export function useProviderFacts(): ProviderFacts | undefined {
  const { data } = online.summary.provider.useQuery();
  useEffect(() => {
    if (data) localStorage.setItem(KEY, JSON.stringify(data));
  }, [data]);
  return data ?? (JSON.parse(localStorage.getItem(KEY) ?? "null") as ProviderFacts | null) ?? undefined; // written above
}
