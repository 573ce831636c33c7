import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { guardNoShow } from './guard-no-show.ts';

const site = siteWith({
  shifts: [{ kind: 'WEEKLY', person: 'G-1', days: ['MON'], start: '22:00', end: '06:00' }],
});
const NIGHT = 'person:G-1@2026-01-05T22:00';
const attends = (status: 'IN' | 'OUT', time: string) => ({
  stream: STREAM.attendance,
  person: 'G-1',
  status,
  ts: at(time),
});
const sign = (time: string) => ({ person: 'G-1', ts: at(time) });

describe('a guard who did not report', () => {
  it('is missed the millisecond after a quarter of an hour, until the shift ends the next morning', () => {
    expect(ask(guardNoShow, { site }, at('22:15')).breaches).toEqual([]);
    expect(ask(guardNoShow, { site }, at('22:15') + 1).breaches).toMatchObject([
      { subject: NIGHT, severity: 'HIGH', condition_started_at: at('22:15') },
    ]);
    expect(ask(guardNoShow, { site }, at('29:59')).breaches).toMatchObject([{ subject: NIGHT }]);
    expect(ask(guardNoShow, { site, open: [NIGHT] }, at('30:00'))).toEqual({
      breaches: [],
      settled: [],
      unknown: [],
    });
  });

  it('has come with the first attendance, phone or GPS event, however late, and is not missed again', () => {
    expect(ask(guardNoShow, { site, signs: [sign('23:05')] }, at('25:00'))).toMatchObject({
      breaches: [],
      settled: [{ subject: NIGHT }],
    });
    const duty = [attends('IN', '23:05'), attends('OUT', '23:30')];
    expect(ask(guardNoShow, { site, duty }, at('25:00')).breaches).toEqual([]);
  });

  it('has come when heard of in the hour before, or still signed in from the shift before', () => {
    expect(ask(guardNoShow, { site, signs: [sign('21:00')] }, at('22:20')).breaches).toEqual([]);
    expect(
      ask(guardNoShow, { site, signs: [{ person: 'G-1', ts: at('21:00') - 1 }] }, at('22:20')),
    ).toMatchObject({
      breaches: [{ explanation: { since: at('21:00') - 1 } }],
    });
    expect(ask(guardNoShow, { site, duty: [attends('IN', '13:58')] }, at('22:20')).breaches).toEqual([]);
  });

  it('is not replaced by somebody else', () => {
    const signs = [{ person: 'G-2', ts: at('22:10') }];
    expect(ask(guardNoShow, { site, signs }, at('22:20')).breaches).toHaveLength(1);
  });

  it('is not looked for in a shift from before the first slot, nor without a roster', () => {
    expect(ask(guardNoShow, { site, watched: at('22:01') }, at('23:00')).breaches).toEqual([]);
    expect(ask(guardNoShow, { site: siteWith({}) }, at('23:00')).breaches).toEqual([]);
  });

  it('is named by the local start of the shift on the night in which a clock is put back', () => {
    const berlin = siteWith({
      timezone: 'Europe/Berlin',
      shifts: [{ kind: 'WEEKLY', person: 'G-1', days: ['SUN'], start: '03:30', end: '10:00' }],
    });
    const start = Date.parse('2026-10-25T02:30:00Z');
    expect(ask(guardNoShow, { site: berlin }, start + 16 * 60_000).breaches).toMatchObject([
      { subject: 'person:G-1@2026-10-25T03:30', condition_started_at: start + 15 * 60_000 },
    ]);
  });
});
