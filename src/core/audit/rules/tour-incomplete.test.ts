import { describe, expect, it } from 'vitest';
import type { TourEvent } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { tourIncomplete } from './tour-incomplete.ts';

const checkpoint = (code: string) => ({ code, name: code, lat: 0, lon: 0, radius_m: 25 });
const tour = {
  code: 'T-1',
  name: 'Perimeter',
  mandatory: false,
  starts: [{ days: ['MON' as const], at: '23:40' }],
  duration_minutes: 45,
  grace_minutes: 15,
  checkpoints: ['C-1', 'C-2', 'C-3'].map(checkpoint),
};
const site = siteWith({ tours: [tour] });
const event = (stream: keyof typeof STREAM, time: string, more: Partial<TourEvent> = {}): TourEvent => ({
  stream: STREAM[stream],
  subject: 'T-1',
  status: 'STARTED',
  run: 'R-1',
  checkpoint: null,
  person: 'G-1',
  ts: at(time),
  ...more,
});
const scan = (code: string, time: string) =>
  event('tour_checkpoints', time, { status: 'SCANNED', checkpoint: code });
const completed = event('tour_completion', '24:20', { status: 'COMPLETED' });
const short = [event('tour', '23:42'), scan('C-1', '23:50'), scan('C-3', '24:10'), completed];

describe('a tour that was completed without all of its checkpoints', () => {
  it('is told with its coverage and with what is missing, five minutes after its completion', () => {
    expect(ask(tourIncomplete, { site, tours: short }, at('24:25') - 1).breaches).toEqual([]);
    expect(ask(tourIncomplete, { site, tours: short }, at('24:25')).breaches).toMatchObject([
      {
        subject: 'tour:T-1@2026-01-05T23:40',
        severity: 'MEDIUM',
        condition_started_at: at('24:20'),
        title: 'Tour T-1 incomplete',
        message: '66 % covered, missing C-2',
      },
    ]);
  });

  it('is not judged when an outage may have swallowed its beginning, however late it was first heard of', () => {
    const tours = [scan('C-2', '23:50'), scan('C-3', '24:10'), completed];
    const outage = { start: at('22:30'), end: at('23:46') };
    expect(ask(tourIncomplete, { site, tours }, at('24:25')).breaches).toHaveLength(1);
    expect(ask(tourIncomplete, { site, tours, outages: [outage] }, at('24:25')).breaches).toEqual([]);
  });

  it('is complete when the missing scan reaches us after the completion, before it is judged', () => {
    const tours = [...short, scan('C-2', '24:05')];
    expect(ask(tourIncomplete, { site, tours }, at('24:30')).breaches).toEqual([]);
  });

  it('is not judged while it is under way, however few scans it has', () => {
    const tours = short.filter((each) => each !== completed);
    expect(ask(tourIncomplete, { site, tours }, at('25:30')).breaches).toEqual([]);
  });

  it('takes a scan of what is no checkpoint of the tour for none', () => {
    const tours = [...short, scan('C-9', '24:05')];
    expect(ask(tourIncomplete, { site, tours }, at('24:30')).breaches).toHaveLength(1);
  });

  it('is not expected from before the first slot, nor of tours without checkpoints, nor without tours', () => {
    expect(ask(tourIncomplete, { site, tours: short, watched: at('23:41') }, at('24:30')).breaches).toEqual(
      [],
    );
    const bare = siteWith({ tours: [{ ...tour, checkpoints: [] }] });
    expect(ask(tourIncomplete, { site: bare, tours: short }, at('24:30')).breaches).toEqual([]);
    expect(ask(tourIncomplete, { site: siteWith({}), tours: short }, at('24:30')).breaches).toEqual([]);
  });

  it('keeps the local time of its start on the day on which a clock is put forward', () => {
    const berlin = siteWith({
      timezone: 'Europe/Berlin',
      tours: [{ ...tour, starts: [{ days: ['SUN' as const], at: '02:30' }] }],
    });
    const day = Date.parse('2026-03-29T01:30:00Z') - at('01:30');
    const shifted = short.map((each) => ({ ...each, ts: each.ts - at('23:40') + at('01:30') + day }));
    const now = Date.parse('2026-03-29T02:30:00Z');
    expect(ask(tourIncomplete, { site: berlin, tours: shifted }, now).breaches).toMatchObject([
      { subject: 'tour:T-1@2026-03-29T02:30' },
    ]);
  });
});
