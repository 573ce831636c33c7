import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { phone } from '#test/kit/events.ts';
import { one, START } from '#test/kit/quiet-site.ts';

const QUARTER = 15 * MINUTE;
const NOW = Date.parse(START);

/** A site that was heard every hour for ten days, for the last time so long ago. */
async function heardUntil(ago: number) {
  const bench = await engineBench(START);
  await bench.configure(one({}));
  const last = NOW - ago + MINUTE;
  for (let at = last - 10 * DAY; at <= last; at += HOUR) bench.say(phone('S-1', at));
  const build = (input: { days?: number; until?: number } = {}) =>
    bench.engine.handlers['baselines.build']({ days: 30, ...input }, ADA);
  return { last, build, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
}

describe('the learning phase', () => {
  it('learns from the days before now', async () => {
    await using site = await heardUntil(5 * DAY);
    const { from, until, baselines_created } = await site.build();
    expect([from, until]).toEqual([NOW - QUARTER - 30 * DAY, NOW - QUARTER]);
    expect(baselines_created).toBeGreaterThan(160);
  });

  it('learns from the days before the newest event where the last days hold none, and says so', async () => {
    await using site = await heardUntil(300 * DAY);
    const { from, until, baselines_created } = await site.build();
    expect(until - site.last).toBe(QUARTER - MINUTE);
    expect(until - from).toBe(30 * DAY);
    expect(baselines_created).toBeGreaterThan(160);
  });

  it('keeps to the end that it is given, whatever is stored', async () => {
    await using site = await heardUntil(300 * DAY);
    const { until, baselines_created } = await site.build({ until: NOW });
    expect([until, baselines_created]).toEqual([NOW - QUARTER, 0]);
  });
});
