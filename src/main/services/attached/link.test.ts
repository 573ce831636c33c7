import { expect, it } from 'vitest';
import { LAN } from '#contract/lan-transport.ts';
import type { LinkState } from '#contract/link.ts';
import type { OpenLinkParts } from '#main/ports/link.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { createLink } from './link.ts';
import { waitBefore } from './waits.ts';

const SEAT = 'ab'.repeat(32);

function workstation() {
  const clock = createFakeClock();
  const opened: OpenLinkParts[] = [];
  const sent: Record<string, unknown>[] = [];
  const states: LinkState[] = [];
  let keys = 0;
  const link = createLink({
    ...{ target: { host: 'ops', port: 1 }, address: 'ops:1', fingerprint: 'ab'.repeat(32) },
    ...{ version: '1', station: 'here', clock, timers: clock, chance: () => 0.5 },
    randomId: () => `key ${++keys}`,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    open(parts) {
      opened.push(parts);
      return {
        send: (text) => sent.push(JSON.parse(text)),
        close: () => parts.onEnd({ kind: 'LOST', reason: 'closed' }),
      };
    },
    onState: (state) => states.push(state),
    onPush: () => {},
  });
  const ready = (run = 'run') => {
    opened.at(-1)?.onOpen();
    opened.at(-1)?.onText(JSON.stringify({ ready: true, name: 'OPS', run }));
  };
  const lose = () => opened.at(-1)?.onEnd({ kind: 'LOST', reason: 'gone' });
  const acknowledge = () => link.call(SEAT, 'findings.acknowledge', { ids: ['F-1'] });
  const calls = () => sent.filter((frame) => 'method' in frame);
  return { clock, link, opened, sent, states, ready, lose, acknowledge, calls };
}

it('tries again ever more slowly, and quickly again after it was connected', () => {
  const { clock, opened, lose, ready } = workstation();
  for (const wait of [500, 1_000, 2_000, 4_000, 4_000, 4_000]) {
    lose();
    const before = opened.length;
    clock.advance(wait - 1);
    expect(opened).toHaveLength(before);
    clock.advance(1);
    expect(opened).toHaveLength(before + 1);
  }
  ready();
  lose();
  clock.advance(500);
  expect(opened).toHaveLength(8);
});

it('does not come back in step with other workstations', () => {
  expect([waitBefore('LOST', 0, 0), waitBefore('LOST', 0, 1)]).toEqual([375, 625]);
  expect(waitBefore('REFUSED', 0, 0.5)).toBe(15_000);
});

it('gives an engine up that is silent for three pings, however open the connection looks', () => {
  const { clock, link, ready, opened } = workstation();
  ready();
  clock.advance(3 * LAN.pingEveryMs - 1);
  opened.at(-1)?.onText('{"pong":true}');
  clock.advance(3 * LAN.pingEveryMs - 1);
  expect(link.state().state).toBe('CONNECTED');
  clock.advance(1);
  expect(link.state()).toMatchObject({ state: 'LOST' });
});

it('keeps an action that was on its way for twenty seconds, counts it, and then says that nobody knows', async () => {
  const { clock, link, ready, lose, acknowledge } = workstation();
  ready();
  const reply = acknowledge();
  lose();
  expect(link.state().kept).toBe(1);
  clock.advance(20_000);
  expect(await reply).toMatchObject({
    fault: { message: expect.stringContaining('may have been done or not') },
  });
  expect(link.state().kept).toBe(0);
});

it('sends it again with the same key to the same start of the engine alone', async () => {
  const { clock, ready, lose, acknowledge, calls, opened } = workstation();
  ready();
  const reply = acknowledge();
  lose();
  clock.advance(500);
  ready();
  const [first, again] = calls();
  expect(again).toEqual(first);
  opened.at(-1)?.onText(JSON.stringify({ seat: SEAT, id: first?.id, reply: { ok: true, value: 1 } }));
  expect(await reply).toEqual({ ok: true, value: 1 });

  const second = acknowledge();
  lose();
  clock.advance(500);
  ready('another run');
  expect(await second).toMatchObject({
    fault: { message: expect.stringContaining('may have been done or not') },
  });
  expect(calls()).toHaveLength(3);
});

it('sends no question again, and nothing at all while it is lost', async () => {
  const { link, ready, lose, clock, calls, acknowledge } = workstation();
  ready();
  const question = link.call(SEAT, 'findings.page', {});
  lose();
  expect(await question).toMatchObject({ fault: { code: 'unavailable' } });
  expect(await acknowledge()).toMatchObject({ fault: { message: expect.stringContaining('was not done') } });
  clock.advance(500);
  ready();
  expect(calls()).toHaveLength(1);
});

it('hears for its windows again after each loss, and stops for good where another certificate is shown', () => {
  const { clock, link, ready, lose, sent, opened } = workstation();
  link.hear(SEAT, true);
  ready();
  lose();
  clock.advance(500);
  ready();
  expect(sent.filter((frame) => frame.hear === true)).toHaveLength(2);
  opened.at(-1)?.onEnd({ kind: 'CHANGED', fingerprint: 'cd'.repeat(32) });
  clock.advance(3_600_000);
  expect(opened).toHaveLength(2);
  expect(link.state()).toMatchObject({ state: 'CHANGED', retry_at: null });
});

it('leaves no timer behind', () => {
  const { clock, link, ready, acknowledge } = workstation();
  ready();
  void acknowledge();
  link.close();
  expect(clock.pending()).toBe(0);
});
