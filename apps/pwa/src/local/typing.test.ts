import { expect, test } from "vitest";

import { typingIn } from "./typing.ts";

test("nobody waits when nobody types, else until a pause, for two seconds at most, and one goes after another when the page is idle", async () => {
  const events = new EventTarget();
  let at = 0;
  const idle: (() => void)[] = [];
  let timers: { due: number; work: () => void }[] = [];
  const typing = typingIn({
    events,
    isText: ({ type }) => type === "beforeinput",
    now: () => at,
    after: (ms, work) => void timers.push({ due: at + ms, work }),
    idle: () => new Promise((done) => idle.push(done)),
  });
  const turns = () => new Promise((done) => setImmediate(done));
  const paused = async () => {
    let isOver = false;
    void typing.turn().then(() => (isOver = true));
    await turns();
    return () => isOver;
  };
  const isIdle = async () => {
    for (const done of idle.splice(0)) done();
    await turns();
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
  const next = await paused();
  await passes(100);
  expect([first(), next()]).toEqual([false, false]);
  await isIdle();
  expect([first(), next()]).toEqual([true, false]);
  await isIdle();
  expect(next()).toBe(true);

  types();
  const second = await paused();
  for (let key = 0; key < 9; key++) {
    await passes(200);
    types();
  }
  expect(second()).toBe(false);
  await passes(200);
  await isIdle();
  expect(second()).toBe(true);
});
