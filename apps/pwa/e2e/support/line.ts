import { createServer, connect, type Socket } from "node:net";

/**
 * A line to a local server, under an address that stays: it can be cut, as when a cable is pulled, and put through to
 * another server, as a balancer does. What is open breaks off, nothing new gets through while it is cut.
 */
export type Line = AsyncDisposable & {
  /** http://localhost:… */
  url: string;
  cut(): void;
  mend(): void;
  /** From now on it leads there; what is open breaks off. */
  leadTo(port: number): void;
};

export async function aLine(port: number): Promise<Line> {
  const open = new Set<Socket>();
  let target = port;
  let isCut = false;
  const breakOff = () => open.forEach((socket) => socket.destroy());
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target, "127.0.0.1");
    join(near, far);
    join(far, near);
  });
  const join = (from: Socket, to: Socket) => {
    open.add(from);
    from.on("error", () => {});
    from.on("close", () => {
      open.delete(from);
      to.destroy();
    });
    from.pipe(to);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === "object" ? address?.port : ""}`,
    cut() {
      isCut = true;
      breakOff();
    },
    mend() {
      isCut = false;
    },
    leadTo(other) {
      target = other;
      breakOff();
    },
    async [Symbol.asyncDispose]() {
      breakOff();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
