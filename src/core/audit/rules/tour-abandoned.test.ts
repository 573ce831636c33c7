import { describe, expect, it } from 'vitest';
import type { TourEvent } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { tourAbandoned } from './tour-abandoned.ts';

const checkpoint = (code: string) => ({ code, name: code, lat: 52.52, lon: 13.4, radius_m: 25 });
const tour = {
  code: 'T-1',
  name: 'Perimeter',
  mandatory: false,
  starts: [{ days: ['MON' as const], at: '23:30' }],
  duration_minutes: 60,
  grace_minutes: 15,
  checkpoints: ['C-1', 'C-2'].map(checkpoint),
};
const site = siteWith({
  tours: [tour],
  location: { lat: 52.52, lon: 13.4 },
  geofence: { radius_m: 150 },
  shifts: [{ kind: 'WEEKLY', person: 'G-1', days: ['MON'], start: '22:00', end: '06:00' }],
});
const event = (stream: keyof typeof STREAM, time: string, more: Partial<TourEvent> = {}): TourEvent => ({
  ...{ stream: STREAM[stream], subject: 'T-1', status: 'STARTED', run: 'R-1', checkpoint: null },
  ...{ person: 'G-1', ts: at(time) },
  ...more,
});
const FIRST = 'tour:T-1@2026-01-05T23:30';
const tours = [
  event('tour', '23:32'),
  event('tour_checkpoints', '23:40', { status: 'SCANNED', checkpoint: 'C-1' }),
];
/** A fix every minute from 23:45 until then, 500 m north of the fence or at its centre. */
const fixes = (until: string, lat = 52.526) => {
  const minutes = Math.floor((at(until) - at('23:45')) / MINUTE) + 1;
  const of = (n: number) => ({ ts: at('23:45') + n * MINUTE, lat, lon: 13.4, accuracy: 8, mock: false });
  return { 'G-1': Array.from({ length: minutes }, (_, n) => of(n)) };
};

describe('an abandoned tour', () => {
  it('rests for longer than half its duration while its guard is outside, also across midnight', () => {
    const story = { site, tours, fixes: fixes('24:10') };
    expect(ask(tourAbandoned, story, at('24:10')).breaches).toEqual([]);
    expect(ask(tourAbandoned, story, at('24:10') + 1).breaches).toMatchObject([
      {
        subject: 'tour:T-1@2026-01-05T23:30',
        severity: 'HIGH',
        condition_started_at: at('24:10'),
        message: '1 of 2 checkpoints, G-1 outside the site',
        explanation: { since: at('23:40') },
      },
    ]);
  });

  it('may rest for 20 minutes however short it is', () => {
    const short = siteWith({ ...site, audit: {}, tours: [{ ...tour, duration_minutes: 10 }] });
    expect(ask(tourAbandoned, { site: short, tours, fixes: fixes('24:00') }, at('24:00')).breaches).toEqual(
      [],
    );
    expect(
      ask(tourAbandoned, { site: short, tours, fixes: fixes('24:00') }, at('24:00') + 1).breaches,
    ).toHaveLength(1);
  });

  it('is none while the guard rests inside the fence', () => {
    const story = { site, tours, fixes: fixes('24:30', 52.52) };
    expect(ask(tourAbandoned, story, at('24:30'))).toEqual({ breaches: [], settled: [], unknown: [] });
  });

  it('is unknown without a position, with an old one, and off duty', () => {
    const unknown = [{ finding_type: 'TOUR_ABANDONED', subject: FIRST }];
    expect(ask(tourAbandoned, { site, tours }, at('24:30'))).toMatchObject({ breaches: [], unknown });
    expect(ask(tourAbandoned, { site, tours, fixes: fixes('24:10') }, at('24:30'))).toMatchObject({
      breaches: [],
      unknown,
    });
    const out = [{ stream: STREAM.attendance, person: 'G-1', status: 'OUT', ts: at('24:05') }];
    expect(ask(tourAbandoned, { site, tours, duty: out, fixes: fixes('24:30') }, at('24:30'))).toMatchObject({
      breaches: [],
      unknown,
    });
  });

  it('is settled by the next scan and by the completion', () => {
    const scan = event('tour_checkpoints', '24:20', { status: 'SCANNED', checkpoint: 'C-2' });
    const done = event('tour_completion', '24:20', { status: 'COMPLETED' });
    for (const more of [scan, done]) {
      expect(
        ask(
          tourAbandoned,
          { site, tours: [...tours, more], fixes: fixes('24:30'), open: [FIRST] },
          at('24:30'),
        ),
      ).toMatchObject({ breaches: [], settled: [{ subject: FIRST }] });
    }
  });

  it('is none when the guard left only after the tour had to be completed, but stays one when it was before', () => {
    const late = Object.fromEntries(
      Object.entries(fixes('25:10')).map(([person, all]) => [
        person,
        all.filter(({ ts }) => ts > at('24:45')),
      ]),
    );
    expect(ask(tourAbandoned, { site, tours, fixes: late }, at('25:10')).breaches).toEqual([]);
    expect(
      ask(tourAbandoned, { site, tours, fixes: late, open: [FIRST] }, at('25:10')).breaches,
    ).toHaveLength(1);
  });

  it('is not expected where no tour began, nor from before the first slot', () => {
    expect(ask(tourAbandoned, { site, fixes: fixes('24:30') }, at('24:30')).breaches).toEqual([]);
    const story = { site, tours, watched: at('23:31'), fixes: fixes('24:30') };
    expect(ask(tourAbandoned, story, at('24:30')).breaches).toEqual([]);
  });
});
