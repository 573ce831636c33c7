import { expect, it } from 'vitest';
import { HOUR, SECOND } from '#core/model/time.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const FLEET = fleetDocument({
  sites: 2,
  site: () => ({ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } }),
});

/** An engine with findings that fall due together, some seconds before they do and between two ticks. */
async function almostDue(count: number): Promise<EngineBench> {
  const bench = await engineBench('2026-01-05T02:00:00Z');
  await bench.configure(FLEET);
  const detected_at = bench.clock.now() - 3 * SECOND;
  const overdue = (_: unknown, index: number) =>
    findingWith({
      ...{ id: `F-${index}`, subject: `tour:${index}`, site: 'S-1', scope_key: 'S-1', detected_at },
      ...{ finding_type: 'TOUR_OVERDUE', runbook: { finding_type: 'TOUR_OVERDUE', version: 1 } },
    });
  const { store } = bench;
  store.transaction(() => store.findings.save(Array.from({ length: count }, overdue)));
  await bench.restart();
  bench.engine.start();
  bench.clock.advance(bench.engine.nextTimerAt() - bench.clock.now() - 1_500);
  return bench;
}
const told = ({ store }: EngineBench) =>
  store.session.pluck<[], number>('SELECT count(*) FROM telling').get();

it('passes a finding on a little later when the store was busy at its instant', async () => {
  await using bench = await almostDue(1);
  const { findings } = bench.store;
  const tell = findings.tell;
  Object.assign(findings, {
    tell: () => {
      throw new StoreTrouble('busy', 'database is locked', null);
    },
  });
  bench.clock.advance(1_600);
  Object.assign(findings, { tell });
  expect(told(bench)).toBe(0);
  bench.clock.advance(30 * SECOND);
  expect(told(bench)).toBe(1);
});

it('passes many on that fall due at one instant, each once, and lets others have their turn in between', async () => {
  await using bench = await almostDue(30);
  let turns = 0;
  const undo = bench.clock.every(1, () => {
    turns += told(bench) === 0 || told(bench) === 30 ? 0 : 1;
  });
  bench.clock.advance(1_600);
  undo();
  bench.clock.advance(10 * SECOND);
  expect(told(bench)).toBe(30);
  expect(turns).toBeGreaterThan(0);
});

it('is held up by one that always fails in nothing else: others are told, and audits go on', async () => {
  await using bench = await almostDue(3);
  const { findings } = bench.store;
  const tell = findings.tell;
  const broken = (...rows: Parameters<typeof tell>) => {
    if (JSON.stringify(rows).includes('F-0')) throw new Error('this one cannot be told');
    return tell(...rows);
  };
  Object.assign(findings, { tell: broken });
  const before = bench.store.schedule.due();
  for (let tick = 0; tick < 240; tick++) bench.clock.advance(5 * SECOND);
  expect(told(bench)).toBe(2);
  expect(bench.store.schedule.due()).not.toEqual(before);
  Object.assign(findings, { tell });
  bench.clock.advance(30 * SECOND);
  expect(told(bench)).toBe(3);
});

it('passes many on that fall due in the middle of a long tick one by one, and lets others have their turn', async () => {
  let isLong = false;
  await using bench = await engineBench('2026-01-05T02:00:00Z', {
    onRound: ({ round }) => {
      if (isLong && round.cadence === 'COMPREHENSIVE') bench.clock.pass(2 * SECOND);
    },
  });
  await bench.configure(fleetDocument({ sites: 130, site: () => ({ shifts: [], tours: [] }) }));
  const { clock } = bench;
  const overdue = (_: unknown, index: number) =>
    findingWith({
      ...{ id: `F-${index}`, subject: `x:${index}`, site: 'S-1', scope_key: 'S-1' },
      ...{
        finding_type: 'MANUAL',
        runbook: { finding_type: 'MANUAL', version: 1 },
        detected_at: clock.now(),
      },
    });
  bench.store.transaction(() => bench.store.findings.save(Array.from({ length: 30 }, overdue)));
  await bench.restart();
  bench.engine.start();
  clock.advance(SECOND);
  clock.step(bench.engine.nextTimerAt() - clock.now() - 500);
  isLong = true;
  const { findings } = bench.store;
  const tell = findings.tell;
  Object.assign(findings, {
    tell: (...rows: Parameters<typeof tell>) => {
      clock.pass(10);
      return tell(...rows);
    },
  });
  let turns = 0;
  const undo = clock.every(1, () => {
    turns += told(bench) === 0 || told(bench) === 30 ? 0 : 1;
  });
  bench.engine.wake();
  expect(told(bench)).toBe(0);
  clock.advance(4 * SECOND);
  undo();
  expect(told(bench)).toBe(30);
  expect(turns).toBeGreaterThan(5);
});

it('tries one that failed again a little later, though the clock was set back before it was due', async () => {
  await using bench = await almostDue(1);
  bench.clock.step(-HOUR);
  const { findings } = bench.store;
  const tell = findings.tell;
  let tries = 0;
  Object.assign(findings, {
    tell: () => {
      tries += 1;
      throw new StoreTrouble('busy', 'database is locked', null);
    },
  });
  bench.clock.advance(10 * SECOND);
  expect(tries).toBeGreaterThan(0);
  Object.assign(findings, { tell });
  expect(told(bench)).toBe(0);
  bench.clock.advance(30 * SECOND);
  expect(told(bench)).toBe(1);
});
