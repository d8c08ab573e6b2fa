import type { Transport } from "../../sync/surroundings.ts";

/** The transport, loaded when it is first used: the first screen comes from the device and does not wait for it. */
export function lazyTransport(): Transport {
  let loading: Promise<Transport> | undefined;
  const load = () =>
    (loading ??= Promise.all([import("../../api.ts"), import("../../sync/transport.ts")]).then(
      ([{ makeApi }, { trpcTransport }]) => trpcTransport(makeApi()),
      (failure: unknown) => {
        loading = undefined; // no network, as anything that it would carry: it is asked for again
        throw failure;
      },
    ));

  return {
    exchange: async (request) => (await load()).exchange(request),
    digest: async (request) => (await load()).digest(request),
    bucket: async (request) => (await load()).bucket(request),
    events(request, hear) {
      let closed = false;
      let close = () => {};
      load().then((transport) => {
        if (!closed) close = transport.events(request, hear);
      }, hear.broken);
      return () => {
        closed = true;
        close();
      };
    },
  };
}
