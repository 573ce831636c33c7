import { describe, expect, it } from 'vitest';
import { createFakeClock } from '#test/kit/clock.ts';
import { createGroupCommit } from './group-commit.ts';

function bench(flush = (events: readonly string[]) => events.map((event) => `${event}!`)) {
  const clock = createFakeClock();
  const groups: (readonly string[])[] = [];
  const group = createGroupCommit<string, string>({
    timers: clock,
    isUrgent: (event) => event === 'help',
    flush(events) {
      groups.push(events);
      return flush(events);
    },
  });
  return { clock, group, groups };
}

describe('a group commit', () => {
  it('waits 100 ms from its first event and then answers everybody with their own outcomes', async () => {
    const { clock, group, groups } = bench();
    const first = group.add(['a', 'b']);
    clock.advance(60);
    const second = group.add(['c']);
    clock.advance(39);
    expect(groups).toEqual([]);
    clock.advance(1);
    expect(groups).toEqual([['a', 'b', 'c']]);
    expect(await first).toEqual(['a!', 'b!']);
    expect(await second).toEqual(['c!']);
    expect(clock.pending()).toBe(0);
  });

  it('closes at once with 1,000 events', async () => {
    const { clock, group, groups } = bench();
    group.add(['a']);
    expect(await group.add(new Array<string>(999).fill('b'))).toHaveLength(999);
    expect(groups).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  it('does not let a call for help wait, nor what came before it', async () => {
    const { group, groups } = bench();
    const waiting = group.add(['a']);
    expect(await group.add(['help'])).toEqual(['help!']);
    expect(await waiting).toEqual(['a!']);
    expect(groups).toEqual([['a', 'help']]);
  });

  it('tells everybody in the group when the commit failed, and works again afterwards', async () => {
    let broken = true;
    const { clock, group } = bench((events) => {
      if (broken) throw new Error('disk full');
      return [...events];
    });
    const first = group.add(['a']);
    clock.advance(100);
    await expect(first).rejects.toThrow('disk full');
    broken = false;
    expect(await group.add(['help'])).toEqual(['help']);
  });
});
