import { describe, expect, it } from 'vitest';
import type { Lane } from '#core/model/lane.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { phone } from '#test/kit/events.ts';
import type { Consignment, Verdict } from './consignment.ts';
import { Lanes } from './lanes.ts';

const sent = { event: phone('S-1', 0), devices: null };

/** So many events of one sender on a lane. */
const goods = (lane: Lane, size: number, source = 'a', urgent = lane === 'duress'): Consignment => ({
  lane,
  urgent,
  sender: { source, tenant: null },
  sent: new Array<typeof sent>(size).fill(sent),
  unreadable: [],
  place: null,
  lines: null,
});

function bench() {
  const clock = createFakeClock();
  const commits: string[][] = [];
  const faults: { readonly of: string; readonly isStore: boolean }[] = [];
  const closed = new Set<Lane>();
  const lanes = new Lanes({
    timers: clock,
    takes: (lane) => !closed.has(lane),
    commit(group) {
      const names = group.map(({ lane, sender, sent: { length } }) => `${lane} ${sender.source} ${length}`);
      if (faults.some(({ of }) => group.some(({ sender }) => sender.source === of))) throw new Error('no');
      commits.push(names);
      return group.map(({ sent: events }) => events.map(() => 'accepted' as const));
    },
    onFailure: () => faults.some(({ isStore }) => isStore),
  });
  const offer = (...consignment: Parameters<typeof goods>) => lanes.offer(goods(...consignment));
  return { clock, commits, faults, closed, lanes, offer };
}

describe('the lanes', () => {
  it('commit together what comes within 100 ms of the first event, and answer each with its own outcomes', async () => {
    const { clock, commits, offer } = bench();
    const first = offer('position', 2);
    clock.advance(60);
    const second = offer('state', 1, 'b');
    clock.advance(39);
    expect(commits).toEqual([]);
    clock.advance(1);
    expect(commits).toEqual([['state b 1', 'position a 2']]);
    expect(await first).toEqual({ taken: true, outcomes: ['accepted', 'accepted'] });
    expect(await second).toEqual({ taken: true, outcomes: ['accepted'] });
    clock.advance(1);
    expect(clock.pending()).toBe(0);
  });

  it('do not wait for more than 1,000 events, nor where one of them must not wait', () => {
    const { clock, commits, offer } = bench();
    offer('position', 999);
    offer('position', 1);
    clock.advance(1);
    expect(commits).toEqual([['position a 999', 'position a 1']]);
    clock.advance(1);
    offer('position', 5);
    offer('state', 1, 'b', true);
    expect(commits[1]).toEqual(['state b 1', 'position a 5']);
    clock.advance(1);
    expect(clock.pending()).toBe(0);
  });

  it('commit a burst of check-ins together, once the first is on disk', () => {
    const { clock, commits, offer } = bench();
    for (let person = 0; person < 50; person++) offer('state', 1, 'a', true);
    expect(commits.map(({ length }) => length)).toEqual([1]);
    clock.advance(1);
    expect(commits.map(({ length }) => length)).toEqual([1, 49]);
  });

  it('let a call for help wait for nothing that is queued, and commit it alone', () => {
    const { clock, commits, offer } = bench();
    for (let part = 0; part < 5; part++) offer('position', 1_000);
    expect(commits).toEqual([]);
    offer('duress', 1, 'b');
    expect(commits).toEqual([['duress b 1']]);
    clock.advance(1);
    expect(commits[1]).toEqual(['position a 1000']);
  });

  it('give the thread back between two commits, and let state overtake positions there', () => {
    const { clock, commits, offer } = bench();
    const between: number[] = [];
    for (let part = 0; part < 4; part++) offer('position', 600, 'b');
    offer('state', 300, 'c', true);
    clock.after(0, () => void between.push(commits.length));
    clock.advance(1);
    expect(commits[0]).toEqual(['state c 300', 'position b 600']);
    expect(between).toEqual([1]);
    clock.advance(5);
    expect(commits.slice(1).flat()).toEqual(['position b 600', 'position b 600', 'position b 600']);
    expect(clock.pending()).toBe(0);
  });

  it('hold no more than they may of one sender, and still take others', async () => {
    const { lanes, offer, clock } = bench();
    const answers = Array.from({ length: 40 }, () => offer('position', 1_000, 'flood'));
    expect(lanes.counts().position.waiting).toBe(10_000);
    expect(await answers.at(-1)).toEqual({ taken: false, why: 'FULL' });
    void offer('position', 1_000, 'quiet');
    expect(lanes.counts().position.waiting).toBe(11_000);
    clock.advance(200);
    expect(lanes.counts().position).toEqual({ waiting: 0, committed: 11_000 });
  });

  it('serve a quiet sender in turn with one that floods', () => {
    const { clock, commits, offer } = bench();
    for (let part = 0; part < 10; part++) offer('position', 500, 'flood');
    offer('position', 500, 'quiet');
    clock.advance(1);
    expect(commits[0]).toContain('position quiet 500');
  });

  it('turn away at once what the store does not take', async () => {
    const { closed, commits, offer } = bench();
    closed.add('position');
    expect(await offer('position', 1)).toEqual({ taken: false, why: 'STORE' });
    expect(await offer('duress', 1)).toMatchObject({ taken: true });
    expect(commits).toHaveLength(1);
  });

  it('turn away what waits when the store does not take it any more, and commit the rest', async () => {
    const { clock, closed, commits, offer } = bench();
    const position = offer('position', 1);
    const state = offer('state', 1);
    closed.add('position');
    clock.advance(100);
    expect(await position).toEqual({ taken: false, why: 'STORE' });
    expect(await state).toMatchObject({ taken: true });
    expect(commits).toEqual([['state a 1']]);
  });

  it('tell everybody in the group when the store fails, and work again afterwards', async () => {
    const { clock, faults, offer } = bench();
    faults.push({ of: 'a', isStore: true });
    const both = [offer('position', 1), offer('position', 1, 'b')];
    clock.advance(100);
    expect(await Promise.all(both)).toEqual(new Array<Verdict>(2).fill({ taken: false, why: 'STORE' }));
    faults.pop();
    clock.advance(1);
    expect(await offer('state', 1, 'a', true)).toMatchObject({ taken: true });
  });

  it('do not let one consignment that cannot be stored take the others with it', async () => {
    const { clock, faults, offer } = bench();
    faults.push({ of: 'poison', isStore: false });
    const answers = [offer('position', 1), offer('position', 1, 'poison'), offer('position', 1, 'c')];
    clock.advance(100);
    expect((await Promise.all(answers)).map(({ taken }) => taken)).toEqual([true, false, true]);
  });

  it('commit what waits when they close, also one of blank lines alone', async () => {
    const { clock, lanes, commits, offer } = bench();
    const answers = [offer('position', 3), offer('position', 0, 'b')];
    lanes.close();
    expect(commits).toEqual([['position a 3', 'position b 0']]);
    expect(await Promise.all(answers)).toMatchObject([{ taken: true }, { taken: true }]);
    expect(clock.pending()).toBe(0);
  });
});
