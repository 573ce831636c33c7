import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { tourEvent } from '#test/kit/events.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';
import { replayFile } from '#test/kit/replay.ts';

const checkpoint = { name: 'Gate', lat: 52.52, lon: 13.405, radius_m: 25 };
/** Starts at 02:00 and 04:00, due 45 min later. */
const tour = {
  code: 'T-1',
  name: 'Perimeter',
  mandatory: true,
  starts: ['02:00', '04:00'].map((at) => ({ days: [...WEEKDAYS], at })),
  duration_minutes: 30,
  grace_minutes: 15,
  checkpoints: [
    { ...checkpoint, code: 'C-1' },
    { ...checkpoint, code: 'C-2', lat: 52.5203 },
  ],
};
const start = Date.parse(START) + 2 * HOUR;
const guard = { code: 'G-1', name: 'Gustav Guard', role: 'guard' };

/** A site whose tours nobody walked, at 03:10. */
async function withOverdueTour(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(
    one({
      people: [guard],
      tours: [tour],
      audit: {
        critical_signals: ['tour_completion'],
        signal_thresholds: { tour_completion: { min_count: 1, window_minutes: 240 } },
      },
    }),
  );
  bench.engine.start();
  live(bench, 190);
  return bench;
}

const overdue = (bench: EngineBench) => bench.findings('TOUR_OVERDUE');
const complete = (bench: EngineBench, given: object = {}) =>
  bench.engine.handlers['tours.complete_by_hand'](
    {
      finding: overdue(bench)[0]?.id ?? '',
      person: 'G-1',
      completed_at: bench.clock.now() - MINUTE,
      reason: 'The reader was broken, G-1 called',
      ...given,
    },
    ADA,
  );
const explicit = (bench: EngineBench, given: object = {}) =>
  bench.engine.handlers['tours.complete_by_hand'](
    {
      site: 'S-1',
      tour: 'T-1',
      start,
      person: null,
      completed_at: bench.clock.now(),
      reason: 'Seen',
      ...given,
    },
    ADA,
  );

describe('a tour completed by hand', () => {
  it('ends the overdue finding of its start at once, and no other', async () => {
    await using bench = await withOverdueTour();
    live(bench, 120);
    expect(overdue(bench).map(({ subject }) => subject)).toEqual([
      'tour:T-1@2026-01-05T02:00',
      'tour:T-1@2026-01-05T04:00',
    ]);
    // hours later, and nearer to the second start
    await complete(bench, { completed_at: start + 2 * HOUR + 5 * MINUTE });
    expect(overdue(bench)).toMatchObject([{ condition: 'CLEARED' }, { condition: 'ACTIVE' }]);
    expect(
      bench.store.trail
        .of('finding', overdue(bench)[0]?.id ?? '')
        .map(({ action, reason }) => [action, reason]),
    ).toEqual(
      expect.arrayContaining([
        [
          'finding.tour_by_hand',
          'T-1 of 2026-01-05 02:00, by G-1 at 04:05: The reader was broken, G-1 called',
        ],
        ['finding.settled', 'tour completed by hand'],
      ]),
    );
    expect(bench.store.trail.of('site', 'S-1')).toMatchObject([
      {
        action: 'site.tour_by_hand',
        actor: { name: 'local:ada' },
        reason: 'The reader was broken, G-1 called',
      },
    ]);
    live(bench, 60);
    expect(overdue(bench)).toMatchObject([{ condition: 'CLEARED' }, { condition: 'ACTIVE' }]);
  });

  it('leaves the overdue finding of an earlier start as it is', async () => {
    await using bench = await withOverdueTour();
    live(bench, 120);
    await complete(bench, { finding: overdue(bench)[1]?.id });
    expect(overdue(bench)).toMatchObject([{ condition: 'ACTIVE' }, { condition: 'CLEARED' }]);
  });

  it('is no walk: nothing says that it is incomplete or was not walked, nor that anybody was seen', async () => {
    await using bench = await withOverdueTour();
    await complete(bench);
    live(bench, 150);
    expect(bench.findings('TOUR_INCOMPLETE')).toEqual([]);
    expect(bench.findings('CHECKPOINT_PATTERN')).toEqual([]);
    const site = bench.engine.fleet().byCode.get('S-1');
    expect(bench.store.events.lastOfPeople(site?.id ?? 0, bench.clock.now())).toEqual([]);
    expect(bench.store.sources.all().map(({ code }) => code)).toEqual(['test']);
  });

  it('counts for the signal of completed tours, as a tour that is accounted for', async () => {
    await using bench = await withOverdueTour();
    live(bench, 120);
    expect(bench.findings('CRITICAL_SIGNAL_TOUR_COMPLETION_LOW')).toMatchObject([{ condition: 'ACTIVE' }]);
    await complete(bench, { completed_at: start + 100 * MINUTE });
    live(bench, 40);
    const [low] = bench.findings('CRITICAL_SIGNAL_TOUR_COMPLETION_LOW');
    expect(low).toMatchObject({ condition: 'CLEARED' });
    // no device was late with it
    expect(low?.explanation.late_data).toBeUndefined();
  });

  it('is marked in the evidence with who noted it and why, and is neither late data nor a run of devices', async () => {
    await using bench = await withOverdueTour();
    await complete(bench, { completed_at: start + 30 * MINUTE });
    const manual = {
      tour: 'T-1',
      status: 'COMPLETED',
      manual: true,
      people: 'G-1',
      ended_at: '2026-01-05T02:30:00.000Z',
      scheduled_start: '2026-01-05T02:00:00.000Z',
      noted_by: 'local:ada',
      reason: 'The reader was broken, G-1 called',
    };
    const captures = () => bench.store.evidence.of(overdue(bench)[0]?.id ?? '');
    expect(captures().map(({ capture, evidence }) => [capture, evidence.tour_logs])).toEqual([
      ['OPENED', []],
      ['ESCALATED', []],
      ['BY_HAND', [expect.objectContaining(manual)]],
    ]);
    live(bench, 20);
    await bench.restart('crash');
    live(bench, 20);
    expect(captures()).toHaveLength(3);
    expect(overdue(bench)[0]?.explanation.late_data).toBeUndefined();
  });

  it('stays what it is over a restart, and a real completion of the same start is kept beside it', async () => {
    await using bench = await withOverdueTour();
    await complete(bench);
    await bench.restart('crash');
    live(bench, 30);
    expect(overdue(bench)).toMatchObject([{ condition: 'CLEARED', occurrences: expect.any(Number) }]);
    const at = bench.clock.now();
    bench.say(
      tourEvent('S-1', at - MINUTE, 'T-1', 'R-1', 'STARTED'),
      tourEvent('S-1', at, 'T-1', 'R-1', 'COMPLETED'),
    );
    live(bench, 30);
    const site = bench.engine.fleet().byCode.get('S-1')?.id ?? 0;
    const runs = bench.store.events.activity([site], [6], 0, bench.clock.now()).map(({ run }) => run);
    expect(runs).toEqual([expect.stringMatching(/^by-hand-/), 'R-1']);
  });

  it('ends a finding that is too old for audits to look at', async () => {
    await using bench = await withOverdueTour();
    const [old] = overdue(bench);
    live(bench, 28 * 60);
    await complete(bench, { finding: old?.id });
    expect(overdue(bench)[0]).toMatchObject({ id: old?.id, condition: 'CLEARED' });
  });

  it.each([
    ['in the future', { completed_at: start + 48 * HOUR }, 'future'],
    ['before its start', { completed_at: start - 1 }, 'before its start at 2026-01-05 02:00'],
    ['for a start that the plan does not have', { start: start + MINUTE }, 'no start at 2026-01-05 02:01'],
    ['of a tour that the site does not have', { tour: 'T-9' }, 'has no tour T-9'],
    ['at a site that there is not', { site: 'S-9' }, 'No site S-9'],
    ['by somebody of another site', { person: 'G-9' }, 'has no person G-9'],
  ])('is refused %s', async (_, given, why) => {
    await using bench = await withOverdueTour();
    expect(() => explicit(bench, given)).toThrow(why);
    expect(bench.store.trail.of('site', 'S-1')).toEqual([]);
  });

  it('is refused where it is accounted for: by hand, or by a run with every scan', async () => {
    await using bench = await withOverdueTour();
    await explicit(bench);
    expect(() => explicit(bench)).toThrow('completed by hand already');
    live(bench, 60);
    const at = bench.clock.now();
    const scan = (code: string, ts: number): TelemetryEvent => ({
      ...tourEvent('S-1', ts, 'T-1', 'R-2', 'STARTED'),
      type: 'checkpoint_scan',
      tour: 'T-1',
      run: 'R-2',
      checkpoint: code,
      lat: null,
      lon: null,
    });
    bench.say(
      tourEvent('S-1', at - 10 * MINUTE, 'T-1', 'R-2', 'STARTED'),
      scan('C-1', at - 8 * MINUTE),
      tourEvent('S-1', at, 'T-1', 'R-2', 'COMPLETED'),
    );
    const second = { start: start + 2 * HOUR };
    bench.say(scan('C-2', at - 5 * MINUTE));
    expect(() => explicit(bench, second)).toThrow('was completed at 04:10');
  });

  it('accounts for a round that left out a checkpoint', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ people: [guard], tours: [tour] }));
    bench.engine.start();
    live(bench, 120);
    bench.say(tourEvent('S-1', bench.clock.now(), 'T-1', 'R-1', 'STARTED'));
    live(bench, 20);
    bench.say(tourEvent('S-1', bench.clock.now(), 'T-1', 'R-1', 'COMPLETED'));
    live(bench, 30);
    const [incomplete] = bench.findings('TOUR_INCOMPLETE');
    await complete(bench, { finding: incomplete?.id });
    expect(bench.store.trail.of('finding', incomplete?.id ?? '').map(({ action }) => action)).toContain(
      'finding.tour_by_hand',
    );
    live(bench, 60);
    expect(bench.findings('TOUR_INCOMPLETE')).toHaveLength(1);
  });

  it('is not for a caller who may not see the site', async () => {
    await using bench = await withOverdueTour();
    const stranger = { ...ADA, scope: { tenants: ['OTHER'] } };
    const input = { finding: overdue(bench)[0]?.id ?? '', person: null, completed_at: start, reason: 'x' };
    expect(() => bench.engine.handlers['tours.complete_by_hand'](input, stranger)).toThrow('No site');
  });

  it('is seen by a replay as the live engine saw it, and by an audit of the past only as it was noted then', async () => {
    await using bench = await withOverdueTour();
    bench.clock.advance(1_234);
    const before = bench.clock.now() - MINUTE;
    await complete(bench, { completed_at: start + 40 * MINUTE });
    live(bench, 150);
    const replayed = replayFile(bench.file, Date.parse(START), bench.clock.now(), false);
    const told = (all: readonly { finding_type: string; subject: string; detected_at: number }[]) =>
      all
        .filter(({ finding_type }) => finding_type.startsWith('TOUR'))
        .map(({ finding_type, subject }) => [finding_type, subject]);
    expect(told(replayed.findings)).toEqual(told(bench.findings()));
    expect(told(bench.findings())).toEqual([
      ['TOUR_OVERDUE', 'tour:T-1@2026-01-05T02:00'],
      ['TOUR_OVERDUE', 'tour:T-1@2026-01-05T04:00'],
    ]);
    await bench.engine.handlers['findings.resolve'](
      { ids: [overdue(bench)[0]?.id ?? ''], disposition: 'BENIGN', note: 'x' },
      ADA,
    );
    await bench.engine.handlers['audit.run']({ sites: ['S-1'], at: before }, ADA);
    expect(overdue(bench).filter(({ status }) => status === 'NEW')).toHaveLength(2);
  });

  it('before its time ran out raises nothing, live and in a replay', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ people: [guard], tours: [{ ...tour, starts: tour.starts.slice(0, 1) }] }));
    bench.engine.start();
    live(bench, 160);
    await explicit(bench);
    live(bench, 60);
    expect(overdue(bench)).toEqual([]);
    const { findings } = replayFile(bench.file, Date.parse(START), bench.clock.now(), false);
    expect(findings.filter(({ finding_type }) => finding_type.startsWith('TOUR'))).toEqual([]);
  });
});
