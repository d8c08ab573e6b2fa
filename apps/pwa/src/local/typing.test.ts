import { expect, test } from "vitest";

import { typingIn } from "./typing.ts";

test("who does not type waits for nothing, who types until they pause, and nobody for more than two seconds", async () => {
  const events = new EventTarget();
  let at = 0;
  let timers: { due: number; work: () => void }[] = [];
  const typing = typingIn({
    events,
    isText: ({ type }) => type === "beforeinput",
    now: () => at,
    after: (ms, work) => void timers.push({ due: at + ms, work }),
  });
  const turns = () => new Promise((done) => setImmediate(done));
  const paused = async () => {
    let isOver = false;
    void typing.pause().then(() => (isOver = true));
    await turns();
    return () => isOver;
  };
  const passes = async (ms: number) => {
    at += ms;
    const due = timers.filter((timer) => timer.due <= at);
    timers = timers.filter((timer) => timer.due > at);
    for (const { work } of due) work();
    await turns();
  };
  const types = () => void events.dispatchEvent(new Event("beforeinput"));

  expect((await paused())()).toBe(true);
  types();
  const first = await paused();
  await passes(200);
  types();
  await passes(200);
  expect(first()).toBe(false);
  await passes(100);
  expect(first()).toBe(true);

  types();
  const second = await paused();
  for (let key = 0; key < 9; key++) {
    await passes(200);
    types();
  }
  expect(second()).toBe(false);
  await passes(200);
  expect(second()).toBe(true);
});
