import { describe, expect, it } from 'vitest';
import type { Fix } from '#core/audit/fixes.ts';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { geofenceBreach, guardOutOfSite } from './out-of-site.ts';

const DEGREE = 111_195.08;
const location = { lat: 0, lon: 8 };
const shift = {
  kind: 'WEEKLY' as const,
  person: 'G-1',
  days: ['MON' as const],
  start: '08:00',
  end: '16:00',
};
const site = siteWith({ location, geofence: { radius_m: 100 }, shifts: [shift] });

/** A fix so many metres north of the site, whose fence is at 100 m. */
const fix = (time: string, metres: number, accuracy: number | null = 5): Fix => ({
  ts: at(time),
  lat: metres / DEGREE,
  lon: 8,
  accuracy,
  mock: false,
});
const away = (...times: string[]) => times.map((time) => fix(time, 300));
const asked = (fixes: readonly Fix[], time: string, rule = geofenceBreach, more = {}) =>
  ask(rule, { site, fixes: { 'G-1': fixes }, ...more }, at(time));

describe('a guard on duty outside the fence', () => {
  it('breaches it with the third fix in a row, once two minutes lie between the first and the last', () => {
    expect(asked(away('09:00', '09:01'), '09:03')).toMatchObject({ breaches: [], unknown: [{}] });
    expect(asked(away('09:00', '09:01', '09:01:59'), '09:03').breaches).toEqual([]);
    expect(asked(away('09:00', '09:01', '09:02'), '09:03').breaches).toMatchObject([
      {
        finding_type: 'GEOFENCE_BREACH',
        subject: 'person:G-1',
        severity: 'MEDIUM',
        condition_started_at: at('09:02'),
        explanation: { rule: 'GEOFENCE_BREACH', since: at('09:00') },
      },
    ]);
    expect(asked(away('09:00', '09:01', '09:01:59', '09:04'), '09:05').breaches).toMatchObject([
      { condition_started_at: at('09:04') },
    ]);
  });

  it('is outside only beyond 20 m and its accuracy', () => {
    const times = ['09:00', '09:01', '09:02', '09:03'];
    const all = (metres: number, accuracy: number) =>
      asked(
        times.map((time) => fix(time, metres, accuracy)),
        '09:04',
      );
    expect(all(149.9, 30)).toMatchObject({ breaches: [], unknown: [{ subject: 'person:G-1' }] });
    expect(all(150.2, 30).breaches).toHaveLength(1);
    expect(all(119.9, 0)).toMatchObject({ breaches: [], unknown: [] });
  });

  it('is not out for one fix that drifts, and stays out through one that says nothing', () => {
    const drift = [...away('09:00', '09:01'), fix('09:02', 50), ...away('09:03', '09:04')];
    expect(asked(drift, '09:05').breaches).toEqual([]);
    const vague = [...away('09:00', '09:01'), fix('09:02', 300, 400), ...away('09:03')];
    expect(asked(vague, '09:05').breaches).toHaveLength(1);
  });

  it('is unknown when nothing was heard for 15 minutes, and clean when the newest fix is inside', () => {
    const fixes = away('09:00', '09:01', '09:02');
    expect(asked(fixes, '09:16:59').breaches).toHaveLength(1);
    expect(asked(fixes, '09:17')).toMatchObject({ breaches: [], unknown: [{ subject: 'person:G-1' }] });
    expect(asked([...fixes, fix('09:10', 50)], '09:11')).toEqual({ breaches: [], settled: [], unknown: [] });
  });

  it('counts only what was heard on duty and since the site is audited', () => {
    const early = away('07:57', '07:58', '07:59', '08:01');
    expect(asked(early, '08:02').breaches).toEqual([]);
    const watched = { watched: at('09:00') };
    expect(
      asked(away('08:57', '08:58', '08:59', '09:01'), '09:02', geofenceBreach, watched).breaches,
    ).toEqual([]);
    const out = [{ stream: STREAM.attendance, person: 'G-1', status: 'OUT', ts: at('09:03') }];
    expect(asked(away('09:00', '09:01', '09:02'), '09:04', geofenceBreach, { duty: out })).toMatchObject({
      breaches: [],
      settled: [{ subject: 'person:G-1', reason: 'off duty' }],
    });
  });

  it('keeps its row over midnight', () => {
    const night = siteWith({
      location,
      geofence: { radius_m: 100 },
      shifts: [{ ...shift, start: '22:00', end: '06:00' }],
    });
    const fixes = { 'G-1': away('23:58', '23:59', '24:01') };
    expect(ask(geofenceBreach, { site: night, fixes }, at('24:02')).breaches).toMatchObject([
      { condition_started_at: at('24:01') },
    ]);
  });

  it('breaches no fence where there is none, and nobody is on duty without roster and attendance', () => {
    const fixes = { 'G-1': away('09:00', '09:01', '09:02') };
    const open = siteWith({ location, shifts: [shift] });
    expect(ask(geofenceBreach, { site: open, fixes }, at('09:03')).breaches).toEqual([]);
    const bare = siteWith({ location, geofence: { radius_m: 100 } });
    expect(ask(geofenceBreach, { site: bare, fixes }, at('09:03')).breaches).toEqual([]);
  });

  it('leaves a finding alone of whom nothing is heard', () => {
    const verdict = ask(geofenceBreach, { site, open: ['person:G-1'] }, at('09:03'));
    expect(verdict.unknown).toEqual([{ finding_type: 'GEOFENCE_BREACH', subject: 'person:G-1' }]);
  });
});

describe('a guard who stays outside', () => {
  it('is out of the site with the first fix 15 minutes after the first', () => {
    const fixes = away('09:00', '09:01', '09:02', '09:14:59');
    expect(asked(fixes, '09:16', guardOutOfSite).breaches).toEqual([]);
    expect(asked([...fixes, ...away('09:15')], '09:16', guardOutOfSite).breaches).toMatchObject([
      { finding_type: 'GUARD_OUT_OF_SITE', severity: 'HIGH', condition_started_at: at('09:15') },
    ]);
    expect(asked([...fixes, ...away('09:15')], '09:16').breaches).toHaveLength(1);
  });
});
