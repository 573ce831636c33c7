import { describe, expect, it } from 'vitest';
import type { Fix } from '#core/audit/fixes.ts';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { impossibleTravel } from './impossible-travel.ts';

const DEGREE = 111_195.08;
const site = siteWith({});
/** A fix so many kilometres along the equator. */
const fix = (time: string, kilometres: number, more: Partial<Fix> = {}): Fix => ({
  ts: at(time),
  lat: 0,
  lon: (kilometres * 1_000) / DEGREE,
  accuracy: 0,
  mock: false,
  ...more,
});
const asked = (fixes: readonly Fix[], more = {}) =>
  ask(impossibleTravel, { site, fixes: { 'G-1': fixes }, ...more }, at('12:00')).breaches;

describe('impossible travel', () => {
  it('needs over 200 km/h from one accurate fix to the next', () => {
    expect(asked([fix('09:00', 0), fix('09:30', 99.9)])).toEqual([]);
    expect(asked([fix('09:00', 0), fix('09:30', 100.1)])).toMatchObject([
      { subject: 'person:G-1@2026-01-05', severity: 'MEDIUM', condition_started_at: at('09:30') },
    ]);
    expect(
      asked([fix('09:00', 0), fix('09:30', 100.1, { accuracy: 50 }), fix('09:31', 100.1)]),
    ).toMatchObject([{ condition_started_at: at('09:30') }]);
  });

  it('takes no inaccurate fix and no echo of some hundred metres for travel', () => {
    expect(asked([fix('09:00', 0), fix('09:01', 80, { accuracy: 51 }), fix('09:02', 0)])).toEqual([]);
    expect(asked([fix('09:00', 0), fix('09:01', 80, { accuracy: null })])).toEqual([]);
    expect(asked([fix('09:00', 0), fix('09:00:01', 0.5, { accuracy: 1 })])).toEqual([]);
    expect(asked([fix('09:00', 0), fix('09:00:01', 0.502, { accuracy: 1 })])).toHaveLength(1);
  });

  it('is told of two places in one instant', () => {
    expect(asked([fix('09:00', 0), fix('09:00', 5)])).toMatchObject([{ condition_started_at: at('09:00') }]);
  });

  it('is told of a made-up position, once for all of a day', () => {
    const mock = (time: string) => fix(time, 0, { mock: true });
    expect(asked([fix('09:00', 0), mock('09:01'), mock('09:02'), fix('09:03', 0)])).toMatchObject([
      {
        subject: 'person:G-1@2026-01-05',
        condition_started_at: at('09:01'),
        message: 'G-1: made-up position',
      },
    ]);
  });

  it('counts days as the site does', () => {
    const there = siteWith({ timezone: 'Asia/Kathmandu' });
    const mock = [fix('18:14', 0, { mock: true }), fix('18:15', 0, { mock: true })];
    const verdict = ask(impossibleTravel, { site: there, fixes: { 'G-1': mock } }, at('18:16'));
    expect(verdict.breaches.map(({ subject }) => subject)).toEqual([
      'person:G-1@2026-01-05',
      'person:G-1@2026-01-06',
    ]);
  });

  it('is nobody’s business off duty and from before the first audit', () => {
    const jump = [fix('09:00', 0), fix('09:01', 80)];
    const event = { stream: STREAM.attendance, person: 'G-1', ts: at('08:00') };
    expect(asked(jump, { duty: [{ ...event, status: 'OUT' }] })).toEqual([]);
    expect(asked(jump, { duty: [{ ...event, status: 'IN' }] })).toHaveLength(1);
    expect(asked(jump, { watched: at('09:02') })).toEqual([]);
  });
});
