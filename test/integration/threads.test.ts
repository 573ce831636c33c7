import { afterEach, expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createThread, type Loss, type Thread, type ThreadParts } from '#main/workers/thread.ts';
import { createFakeClock } from '#test/kit/clock.ts';

const caller = { actor: localActor('ada'), scope: 'all' } as const;
const file = new URL('../kit/test-thread.ts', import.meta.url);
const started: Thread[] = [];

function start(parts: Partial<ThreadParts> = {}) {
  const losses: Loss[] = [];
  const logged: unknown[] = [];
  const tell = (message: string, fields?: object) => logged.push({ message, ...fields });
  const thread = createThread({
    name: 'test',
    file,
    settings: null,
    clock: systemClock,
    timers: systemTimers,
    log: { info: tell, warn: tell, error: tell },
    onLost: (loss) => losses.push(loss),
    ...parts,
  });
  started.push(thread);
  return { thread, losses, logged };
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((thread) => thread.end(true, 500)));
});

it('answers calls with who asked, and keeps refusals and failures apart', async () => {
  const { thread } = start();
  await thread.ready;
  expect(await thread.call('echo', { a: 1 }, caller)).toEqual({ input: { a: 1 }, who: 'local:ada' });
  await expect(thread.call('refuse', {}, caller)).rejects.toMatchObject({
    name: 'Refused',
    code: 'conflict',
    message: 'Not now.',
  });
  await expect(thread.call('nothing', {}, caller)).rejects.toMatchObject({
    name: 'TypeError',
    message: 'no nothing',
  });
});

it('carries events, words and log lines out of the thread', async () => {
  const heard: unknown[] = [];
  const { thread, logged } = start({
    onEvent: (event, payload) => heard.push({ event, payload }),
    onTell: (topic, value) => heard.push({ topic, value }),
  });
  thread.tell('state', 'RUNNING');
  await thread.call('event', { sites: null }, caller);
  await thread.call('log', {}, caller);
  expect(heard).toEqual([
    { topic: 'state', value: 'RUNNING' },
    { event: 'sites.changed', payload: { sites: null } },
  ]);
  expect(logged).toMatchObject([{ message: 'told', thread: 'test', error: { message: 'inside' } }]);
});

it('hears from a thread that stood still, and for how long', async () => {
  const stood = Promise.withResolvers<unknown>();
  const onTell: ThreadParts['onTell'] = (topic, value) => void (topic === 'stood' && stood.resolve(value));
  const { thread } = start({ onTell });
  await thread.ready;
  await thread.call('stand', 1_200, caller);
  expect(await stood.promise).toBeGreaterThan(1_100);
});

it('is told when a thread ends by itself, and what was asked then fails', async () => {
  const { thread, losses } = start();
  await expect(thread.call('end', {}, caller)).rejects.toMatchObject({ code: 'unavailable' });
  expect(losses).toMatchObject([{ why: 'ended' }]);
  await expect(thread.call('echo', {}, caller)).rejects.toMatchObject({ code: 'unavailable' });
});

it('finds a thread that hangs after ten seconds, and can still end it', async () => {
  const clock = createFakeClock();
  const { thread, losses } = start({ clock, timers: { ...clock, after: systemTimers.after } });
  await thread.ready;
  const asked = thread.call('hang', {}, caller);
  asked.catch(() => {});
  for (let second = 0; second < 10; second += 1) clock.advance(1_000);
  expect(losses).toEqual([]);
  clock.advance(1_000);
  expect(losses).toMatchObject([{ why: 'hung' }]);
  await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  expect(await thread.end(false, 2_000)).toBe(true);
  expect(clock.pending()).toBe(0);
});

it('finds a thread that hangs while it starts, and can still end it', async () => {
  const clock = createFakeClock();
  const { thread, losses } = start({
    file: new URL('../kit/endless-start.ts', import.meta.url),
    clock,
    timers: {
      ...clock,
      after: (ms, run) => (ms === 500 ? systemTimers.after(ms, run) : clock.after(ms, run)),
    },
    startsWithinMs: 60_000,
  });
  clock.advance(59_000);
  expect(losses).toEqual([]);
  clock.advance(1_000);
  await expect(thread.ready).rejects.toMatchObject({ code: 'unavailable' });
  expect(losses).toMatchObject([{ why: 'hung' }]);
  expect(clock.pending()).toBe(0);
});

it('does not take its own sleep for a hanging thread', async () => {
  const clock = createFakeClock();
  let wake = () => {};
  const timers = {
    ...systemTimers,
    every: (_ms: number, run: () => void) => {
      wake = run;
      return () => {};
    },
  };
  const { thread, losses } = start({ clock, timers });
  await thread.ready;
  clock.advance(8 * 3_600_000);
  wake();
  expect(losses).toEqual([]);
});

it('loses a thread that takes more memory than it may, and nothing else', async () => {
  const { thread, losses } = start({ limits: { maxOldGenerationSizeMb: 32 } });
  await expect(thread.call('fill', {}, caller)).rejects.toMatchObject({ code: 'unavailable' });
  expect(losses).toMatchObject([{ why: 'ended' }]);
});

it('says that a thread cannot start', async () => {
  const { thread, losses } = start({ file: new URL('../kit/no-such-file.ts', import.meta.url) });
  await expect(thread.ready).rejects.toMatchObject({ code: 'unavailable' });
  expect(losses).toMatchObject([{ why: 'ended' }]);
});

it('ends when asked without calling that a loss', async () => {
  const { thread, losses } = start();
  await thread.ready;
  expect(await thread.end(true)).toBe(true);
  expect(losses).toEqual([]);
});

it('tells that it is alive, and that it is not once it is lost', async () => {
  const { thread } = start();
  await thread.ready;
  expect(thread.life().alive).toBe(true);
  expect(thread.life().heard_at).toBeGreaterThan(0);
  await thread.end(true, 500);
  expect(thread.life().alive).toBe(false);
});
