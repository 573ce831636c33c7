import { describe, expect, it } from 'vitest';
import type { TourEvent } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { tourOverdue } from './tour-overdue.ts';

const checkpoint = (code: string) => ({ code, name: code, lat: 0, lon: 0, radius_m: 25 });
const tour = {
  code: 'T-1',
  name: 'Perimeter',
  mandatory: true,
  starts: [
    { days: ['MON' as const], at: '22:00' },
    { days: ['MON' as const], at: '23:30' },
  ],
  duration_minutes: 45,
  grace_minutes: 15,
  checkpoints: [checkpoint('C-1'), checkpoint('C-2')],
};
const site = siteWith({ tours: [tour] });
const event = (status: string, time: string, more: Partial<TourEvent> = {}): TourEvent => ({
  stream:
    status === 'COMPLETED'
      ? STREAM.tour_completion
      : status === 'SCANNED'
        ? STREAM.tour_checkpoints
        : STREAM.tour,
  subject: 'T-1',
  status,
  run: 'R-1',
  checkpoint: null,
  person: 'G-1',
  ts: at(time),
  ...more,
});
const FIRST = 'tour:T-1@2026-01-05T22:00';

describe('an overdue tour', () => {
  it('is overdue once start, duration and grace have passed, not at the minute itself', () => {
    expect(ask(tourOverdue, { site }, at('23:00')).breaches).toEqual([]);
    expect(ask(tourOverdue, { site }, at('23:00:01')).breaches).toMatchObject([
      {
        subject: FIRST,
        severity: 'HIGH',
        condition_started_at: at('23:00'),
        message: 'not started',
      },
    ]);
  });

  it('tells how far a started tour has come', () => {
    const tours = [event('STARTED', '22:05'), event('SCANNED', '22:10', { checkpoint: 'C-1' })];
    expect(ask(tourOverdue, { site, tours }, at('23:05')).breaches).toMatchObject([
      { message: '1 of 2 checkpoints', explanation: { since: at('22:10') } },
    ]);
  });

  it('is settled by its completion, also when that comes late', () => {
    const tours = [event('STARTED', '22:05'), event('COMPLETED', '23:20')];
    expect(ask(tourOverdue, { site, tours }, at('23:25'))).toMatchObject({
      breaches: [],
      settled: [{ subject: FIRST }],
    });
  });

  it('belongs to the start before it, from the grace before that start on', () => {
    const early = [event('STARTED', '21:45'), event('COMPLETED', '22:20')];
    expect(ask(tourOverdue, { site, tours: early }, at('23:05')).breaches).toEqual([]);
    const tooEarly = [event('STARTED', '21:44'), event('COMPLETED', '22:20')];
    expect(ask(tourOverdue, { site, tours: tooEarly }, at('23:05')).breaches).toMatchObject([
      { subject: FIRST },
    ]);
    const next = [event('STARTED', '23:15'), event('COMPLETED', '23:40')];
    expect(ask(tourOverdue, { site, tours: next }, at('23:50')).breaches).toMatchObject([{ subject: FIRST }]);
  });

  it('keeps its date when the night passes midnight', () => {
    expect(ask(tourOverdue, { site }, at('25:00')).breaches.map(({ subject }) => subject)).toEqual([
      FIRST,
      'tour:T-1@2026-01-05T23:30',
    ]);
  });

  it('is not expected from before the first slot, nor where tours are not mandatory', () => {
    expect(ask(tourOverdue, { site, watched: at('22:30') }, at('23:30')).breaches).toEqual([]);
    const optional = siteWith({ tours: [{ ...tour, mandatory: false }] });
    expect(ask(tourOverdue, { site: optional }, at('24:00')).breaches).toEqual([]);
  });

  it('leaves an open finding alone whose start is out of sight', () => {
    const verdict = ask(tourOverdue, { site, open: ['tour:T-1@2025-12-30T22:00'] }, at('12:00'));
    expect(verdict.unknown).toEqual([{ finding_type: 'TOUR_OVERDUE', subject: 'tour:T-1@2025-12-30T22:00' }]);
  });
});
