import type { AppRouter } from "@cliently/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCReact, httpLink } from "@trpc/react-query";
import { useState, type ReactNode } from "react";

/** What is only known online, as hooks. Everything a person writes or reads of their practice comes from the device instead. */
export const online = createTRPCReact<AppRouter>();

/** Makes `online` work below. */
export function Online({ children }: { children: ReactNode }) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 60_000 } } }));
  const [client] = useState(() =>
    online.createClient({ links: [httpLink({ url: "/trpc", headers: { "x-cliently": "1" } })] }),
  );
  return (
    <online.Provider client={client} queryClient={queries}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </online.Provider>
  );
}
