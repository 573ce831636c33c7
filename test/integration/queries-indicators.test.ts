import { expect, it } from 'vitest';
import { DAY } from '#core/model/time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { readBench } from '#test/kit/read-bench.ts';

const AT = Date.UTC(2026, 0, 5);
const SPAN = { from: AT, to: AT + DAY };

it('lists findings of one and the same instant once each, page after page', async () => {
  using bench = readBench();
  const ids = ['F-1', 'F-2', 'F-3', 'F-4', 'F-5'];
  bench.save(ids.map((id) => findingWith({ id, detected_at: AT })));
  const told: string[] = [];
  for (let more = true; more; ) {
    const last = told.at(-1);
    const before = last === undefined ? null : { detected_at: AT, id: last };
    const page = await bench.ask('indicators.findings', {
      ...{ ...SPAN, name: 'avg_detection_minutes', before, limit: 2 },
    });
    told.push(...page.rows.map(({ id }) => id));
    more = page.more && told.length < 20;
  }
  expect(told).toEqual(ids.toReversed());
});

it('lists of a person only what that person did', async () => {
  using bench = readBench();
  const done = { status: 'RESOLVED', resolved_at: AT + 2, disposition: 'FALSE_POSITIVE' } as const;
  const seen = { first_acknowledged_at: AT + 1, first_acknowledged_by: 'local:ada' };
  bench.save([
    findingWith({ id: 'F-1', detected_at: AT, ...done, ...seen, resolved_by: 'local:bob' }),
    findingWith({ id: 'F-2', detected_at: AT, ...done, resolved_by: 'local:ada' }),
    findingWith({ id: 'F-3', detected_at: AT, ...done, resolved_by: 'local:ada', disposition: 'BENIGN' }),
  ]);
  const behind = async (name: 'false_positive_rate' | 'avg_acknowledge_minutes', of: object = {}) => {
    const scope = { of: 'OPERATOR', operator: 'local:ada' } as const;
    const { rows } = await bench.ask('indicators.findings', { scope, ...SPAN, name, ...of });
    return rows.map(({ id }) => id);
  };
  expect(await behind('avg_acknowledge_minutes')).toEqual(['F-1']);
  expect(await behind('false_positive_rate')).toEqual(['F-3', 'F-2']);
  expect(await behind('false_positive_rate', { disposition: 'FALSE_POSITIVE' })).toEqual(['F-2']);
});

it('counts local days of the zone that is asked for, both of them included, over a change of the clocks too', async () => {
  using bench = readBench();
  bench.clock.advance(Date.UTC(2027, 0, 1) - bench.clock.now());
  const asked = (first: string, last: string, zone: string) =>
    bench.ask('indicators.get', { between: { first, last, zone } });
  // Berlin: the clocks go forward on 29 March 2026, so that this day has 23 hours.
  const berlin = await asked('2026-03-28', '2026-03-29', 'Europe/Berlin');
  expect([berlin.from, berlin.to]).toEqual([Date.UTC(2026, 2, 27, 23), Date.UTC(2026, 2, 29, 22)]);
  expect(berlin.days.map(({ from, to }) => (to - from) / 3_600_000)).toEqual([24, 23]);
  const kolkata = await asked('2026-03-28', '2026-03-28', 'Asia/Kolkata');
  expect([kolkata.from, kolkata.to]).toEqual([Date.UTC(2026, 2, 27, 18, 30), Date.UTC(2026, 2, 28, 18, 30)]);
});

it.each([
  ['2026-02-30', '2026-03-01', 'UTC', 'There is no day 2026-02-30: write it as 2026-11-27.'],
  ['2026-03-02', '2026-03-01', 'UTC', 'The span ends before it begins.'],
  ['2026-03-01', '2026-03-02', 'Mars/Olympus', 'There is no time zone Mars/Olympus.'],
  ['2020-03-01', '2026-03-02', 'UTC', 'A span has 800 days at most.'],
])('refuses %s to %s in %s', async (first, last, zone, why) => {
  using bench = readBench();
  bench.clock.advance(Date.UTC(2027, 0, 1) - bench.clock.now());
  await expect(bench.ask('indicators.get', { between: { first, last, zone } })).rejects.toThrow(why);
});
