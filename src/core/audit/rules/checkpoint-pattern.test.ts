import { describe, expect, it } from 'vitest';
import type { Fix } from '#core/audit/fixes.ts';
import type { TourEvent } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { checkpointPattern } from './checkpoint-pattern.ts';

const DEGREE = 111_195.08;
const north = (metres: number) => ({ lat: metres / DEGREE, lon: 8 });
/** Six checkpoints in a line, so many metres from one to the next. */
const tourOf = (metres: number, radius_m = 10) => ({
  code: 'T-1',
  name: 'Perimeter',
  mandatory: false,
  starts: [
    { days: ['MON' as const], at: '01:00' },
    { days: ['MON' as const], at: '05:00' },
  ],
  duration_minutes: 45,
  grace_minutes: 15,
  checkpoints: [0, 1, 2, 3, 4, 5].map((index) => ({
    ...{ code: `C-${index + 1}`, name: `Point ${index + 1}`, radius_m },
    ...north(metres * index),
  })),
});
const site = siteWith({ tours: [tourOf(120)] });

type Scan = {
  readonly gap: number;
  readonly person?: string | null;
  readonly checkpoint?: number;
  readonly metres?: number;
};

/** A round from an instant on: its scans with the seconds since the one before, its completion a minute after the last. */
function round(time: string, scans: readonly Scan[], person: string | null = 'G-1', run = time): TourEvent[] {
  const common = { subject: 'T-1', run, checkpoint: null, person };
  let ts = at(time);
  const made = scans.map(({ gap, person: by = person, checkpoint, metres }, index): TourEvent => {
    ts += gap * 1_000;
    const place = metres === undefined ? {} : { place: north(metres) };
    const code = `C-${(checkpoint ?? index) + 1}`;
    return {
      ...common,
      ...place,
      stream: STREAM.tour_checkpoints,
      status: 'SCANNED',
      person: by,
      checkpoint: code,
      ts,
    };
  });
  return [
    { ...common, stream: STREAM.tour, status: 'STARTED', ts: at(time) },
    ...made,
    { ...common, stream: STREAM.tour_completion, status: 'COMPLETED', ts: ts + 60_000 },
  ];
}
const gaps = (...seconds: readonly number[]): Scan[] => [{ gap: 30 }, ...seconds.map((gap) => ({ gap }))];
const WALKED = [100, 131, 92, 118, 149];
const told = (tours: readonly TourEvent[], where = site, walks = {}, now = '02:00') =>
  ask(checkpointPattern, { site: where, tours, walks }, at(now)).breaches;
const signs = (...args: Parameters<typeof told>) =>
  told(...args).map(({ explanation }) => explanation.values.slice(0, -2).map(({ name }) => name));

describe('a round that is told quicker than anybody walks', () => {
  it('is told once by its scheduled start, with the legs and what they need', () => {
    expect(told(round('01:02', gaps(8, 6, 9, 11, 7)))).toMatchObject([
      {
        finding_type: 'CHECKPOINT_PATTERN',
        subject: 'tour:T-1@2026-01-05T01:00',
        severity: 'MEDIUM',
        condition_started_at: at('01:04:11'),
        message: '1 sign: legs quicker than walking',
        explanation: { text: expect.stringContaining('C-1 to C-2 in 8 s (50 s are needed at 2 m/s)') },
      },
    ]);
  });

  it('needs two legs, each below the way between the two circles at 2 m/s', () => {
    expect(told(round('01:02', gaps(49, 131, 49, 118, 149)))).toHaveLength(1);
    expect(told(round('01:02', gaps(50, 131, 50, 118, 149)))).toEqual([]);
    expect(told(round('01:02', gaps(3, 131, 92, 118, 149)))).toEqual([]);
  });

  it('is as near to the tags as the phone said it was', () => {
    const at30 = tourOf(120, 40);
    const wide = siteWith({ tours: [at30] });
    const quick = gaps(30, 33, 28, 31, 36);
    expect(told(round('01:02', quick), wide)).toEqual([]);
    const exact = quick.map((scan, index) => ({ ...scan, metres: 120 * index }));
    expect(signs(round('01:02', exact), wide)).toEqual([['legs quicker than walking']]);
  });

  it('speaks not against tags that stand beside each other', () => {
    expect(told(round('01:02', gaps(4, 7, 3, 9, 5)), siteWith({ tours: [tourOf(5)] }))).toEqual([]);
    expect(told(round('01:02', gaps(4, 7, 3, 9, 5)), siteWith({ tours: [tourOf(19)] }))).toEqual([]);
  });

  it('is no sign when two guards share the round, or when nobody knows who walks it', () => {
    const scans = gaps(5, 118, 6, 131, 4).map((scan, index) => ({
      ...scan,
      person: index % 2 ? 'G-2' : 'G-1',
    }));
    expect(told(round('01:02', scans))).toEqual([]);
    expect(told(round('01:02', gaps(8, 6, 9, 11, 7), null))).toEqual([]);
  });

  it('takes the first of scans that are repeated', () => {
    const walked = round('01:02', gaps(...WALKED));
    const again = walked
      .filter(({ checkpoint }) => checkpoint !== null)
      .map((event) => ({ ...event, ts: event.ts + 95_000 }));
    const stuck = again.filter((_, index) => index % 2 === 0);
    expect(told([...walked, ...stuck])).toEqual([]);
    expect(told([...walked, ...again])).toEqual([]);
  });

  it('is no sign when the clock of the phone was set back on the way', () => {
    const walked = round('01:10', gaps(...WALKED));
    const back = walked.map((event, index) =>
      index >= 4 && index <= 6 ? { ...event, ts: event.ts - 340_000 } : event,
    );
    expect(told(back)).toEqual([]);
    const mixed = round(
      '01:02',
      [0, 3, 1, 4, 2, 5].map((checkpoint) => ({ gap: 6, checkpoint })),
    );
    expect(told(mixed)).toHaveLength(1);
  });
});

describe('scans away from their checkpoints', () => {
  const fix = (time: string, accuracy: number | null, mock = false): Fix => ({
    ts: at(time),
    ...north(0),
    accuracy,
    mock,
  });
  const exact = { 'G-1': ['01:02', '01:05', '01:08', '01:11'].map((time) => fix(time, 10)) };
  const from = (...metres: readonly number[]) =>
    metres.map((off, index) => ({ gap: [30, ...WALKED][index] ?? 0, metres: 120 * index + off }));

  it('are told when there are two, and half of those with a position, beyond radius, accuracy and 20 m', () => {
    expect(signs(round('01:02', from(41, 41, 41, 0, 0, 0)), site, exact)).toEqual([
      ['scans away from the checkpoint'],
    ]);
    expect(told(round('01:02', from(39, 39, 39, 39, 39, 39)), site, exact)).toEqual([]);
    expect(told(round('01:02', from(90, 90, 0, 0, 0, 0)), site, exact)).toEqual([]);
    expect(told(round('01:02', from(90, 0, 0, 0, 0, 0)), site, exact)).toEqual([]);
  });

  it('are no sign with poor GPS, nor within 50 m more where nothing says how good it is', () => {
    const poor = { 'G-1': exact['G-1'].map((each) => ({ ...each, accuracy: 80 })) };
    expect(told(round('01:02', from(95, 95, 95, 95, 95, 95)), site, poor)).toEqual([]);
    expect(told(round('01:02', from(79, 79, 79, 79, 79, 79)))).toEqual([]);
    expect(told(round('01:02', from(81, 81, 81, 81, 81, 81)))).toHaveLength(1);
  });

  it('are told when most positions of the round are made up, and not for one', () => {
    const mock = (count: number) => ({
      'G-1': exact['G-1'].map((each, index) => ({ ...each, mock: index < count })),
    });
    expect(signs(round('01:02', gaps(...WALKED)), site, mock(3))).toEqual([['positions made up']]);
    expect(told(round('01:02', gaps(...WALKED)), site, mock(2))).toEqual([]);
    const one = { 'G-1': [fix('01:05', 10, true)] };
    expect(told(round('01:02', gaps(...WALKED)), site, one)).toEqual([]);
  });
});

describe('gaps that are always the same', () => {
  it('are told within a round, to a second and a half', () => {
    expect(signs(round('01:02', gaps(150, 151, 150, 151, 150)))).toEqual([['gaps that are the same']]);
    expect(told(round('01:02', gaps(150, 152, 150, 151, 150)))).toEqual([]);
    expect(told(round('01:02', gaps(150, 150, 150)))).toEqual([]);
  });

  it('are told of the later of two rounds of one person', () => {
    const both = [...round('01:02', gaps(...WALKED)), ...round('04:50', gaps(...WALKED))];
    expect(told(both, site, {}, '05:10').map(({ subject }) => subject)).toEqual([
      'tour:T-1@2026-01-05T05:00',
    ]);
    const first = round('01:02', gaps(...WALKED));
    const later = (seconds: readonly number[], person = 'G-1') => round('05:04', gaps(...seconds), person);
    const verdict = told([...first, ...later(WALKED.map((gap) => gap + 1))], site, {}, '06:00');
    expect(verdict.map(({ subject }) => subject)).toEqual(['tour:T-1@2026-01-05T05:00']);
    expect(verdict[0]?.explanation.text).toContain('the round of 2026-01-05T01:00:00');
    expect(told([...first, ...later(WALKED.map((gap) => gap + 2))], site, {}, '06:00')).toEqual([]);
    expect(told([...first, ...later(WALKED, 'G-2')], site, {}, '06:00')).toEqual([]);
  });
});

describe('a round that ended', () => {
  const faked = round('01:02', gaps(8, 6, 9, 11, 7));

  it('is judged five minutes after its completion, or its time, and by every deep audit of four hours', () => {
    expect(told(faked, site, {}, '01:09:10')).toEqual([]);
    expect(told(faked, site, {}, '01:09:11')).toHaveLength(1);
    expect(told(faked, site, {}, '05:04:10')).toHaveLength(1);
    expect(told(faked, site, {}, '05:04:11')).toEqual([]);
    const open = faked.filter(({ status }) => status !== 'COMPLETED');
    expect(told(open, site, {}, '02:04')).toEqual([]);
    expect(told(open, site, {}, '02:05')).toHaveLength(1);
  });

  it('is one of the schedule, since the site is audited', () => {
    const verdict = ask(checkpointPattern, { site, tours: faked, watched: at('01:01') }, at('02:00'));
    expect(verdict).toEqual({ breaches: [], settled: [], unknown: 'all' });
    expect(told(faked, siteWith({}))).toEqual([]);
  });
});
