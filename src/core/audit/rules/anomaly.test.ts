import { describe, expect, it } from 'vitest';
import type { Side } from '#core/anomaly/incident.ts';
import { quarterAt } from '#core/anomaly/quarters.ts';
import type { Judged, MetricReading } from '#core/anomaly/reading.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { anomaly, anomalyOf } from './anomaly.ts';

const site = siteWith({});
const alarm = (side: Side): Judged => ({
  quarter: quarterAt(at('10:00')),
  hour_of_week: 10,
  value: 1,
  expected: 9,
  low: 2,
  high: 21.4,
  score: side === 'BELOW' ? -3.41 : 3.41,
  window: { length: 4, observed: 3, expected: 35.62 },
  samples: 80,
  state: 'stable',
});
const reading = (side: Side | null, more: Partial<MetricReading> = {}): MetricReading => ({
  metric: 'phone_events',
  kind: 'COUNT',
  direction: 'BOTH',
  sensitivity: 'MEDIUM',
  scale: 'DAY',
  threshold: 2,
  is_judged: true,
  incidents:
    side === null
      ? []
      : [{ side, opened: quarterAt(at('10:00')), last_alarm: quarterAt(at('10:00')), told_z: 3.41 }],
  alarms: side === null ? [] : [alarm(side)],
  ...more,
});
const look = (anomalies: readonly MetricReading[], open: readonly string[] = [], where = site) =>
  ask(anomaly, { site: where, anomalies, open }, at('10:30'));

describe('an anomaly', () => {
  it('is told with its window, its band and the limit of its sensitivity, from the close of its bucket', () => {
    expect(look([reading('BELOW')]).breaches).toMatchObject([
      {
        finding_type: 'ANOMALY_PHONE_EVENTS_BELOW',
        subject: 'signal:phone_events',
        severity: 'MEDIUM',
        condition_started_at: at('10:15'),
        title: 'Phone activity under normal',
        message: '3 in 60 min, about 35.6 expected, z −3.4',
        explanation: {
          text: 'Phone activity counted 3 in 60 min where about 35.6 are usual at this hour of the week; the newest 15 min had 1 (usual 2 to 21.4). That is −3.4 sigma a day; the limit is 2 (sensitivity MEDIUM).',
          degree: 3.41,
        },
      },
    ]);
  });

  it('says who set its sensitivity', () => {
    const client = siteWith({
      audit: { scopes: { sensitivity: 'TENANT', 'sensitivity.phone_events': 'CLIENT' } },
    });
    const scoreOf = (metric: string) =>
      look([reading('BELOW', { metric })], [], client).breaches[0]?.explanation.values.at(-1);
    expect(scoreOf('phone_events')).toMatchObject({ name: 'score', set_at: `CLIENT ${client.client}` });
    expect(scoreOf('location_updates')).toMatchObject({ set_at: `TENANT ${client.tenant}` });
  });

  it('is low above, and graver where checkpoints are missing', () => {
    const severity = (metric: string, side: Side) => look([reading(side, { metric })]).breaches[0]?.severity;
    expect(severity('phone_events', 'ABOVE')).toBe('LOW');
    expect(severity('tour_checkpoints', 'ABOVE')).toBe('LOW');
    expect(severity('tour_checkpoints', 'BELOW')).toBe('HIGH');
  });

  it('is a matter of security where checkpoints are concerned, else of operation', () => {
    expect(anomaly.category('ANOMALY_TOUR_CHECKPOINTS_ABOVE')).toBe('SECURITY');
    expect(anomaly.category('ANOMALY_DOOR_OPENS_BELOW')).toBe('OPERATIONAL');
  });

  it('is wanted on one side only where the metric says so', () => {
    expect(look([reading('BELOW', { direction: 'ABOVE' })]).breaches).toEqual([]);
    expect(look([reading('BELOW', { direction: 'BELOW' })]).breaches).toHaveLength(1);
  });

  it('settles when its incident is over', () => {
    const { breaches, settled } = look([reading(null)], ['signal:phone_events']);
    expect(breaches).toEqual([]);
    expect(settled).toMatchObject([
      { finding_type: 'ANOMALY_PHONE_EVENTS_BELOW', reason: 'nothing unusual for 2 h' },
      { finding_type: 'ANOMALY_PHONE_EVENTS_ABOVE' },
    ]);
  });

  it('is unknown while nobody can vouch for the metric', () => {
    const { breaches, settled, unknown } = look(
      [reading('BELOW', { is_judged: false })],
      ['signal:phone_events'],
    );
    expect([breaches, settled]).toEqual([[], []]);
    expect(unknown).toHaveLength(2);
  });

  it('is unknown at a site without models, and where it is switched off', () => {
    expect(look([]).unknown).toBe('all');
    const off = siteWith({ audit: { anomaly_detection: false } });
    expect(look([reading('BELOW')], [], off).unknown).toBe('all');
  });

  it('misses nothing outside the active hours, but tells what is too much', () => {
    const nights = siteWith({
      audit: { active_hours: [{ days: ['MON'], start: '18:00', end: '06:00' }] },
    });
    expect(look([reading('BELOW')], [], nights).breaches).toEqual([]);
    expect(look([reading('ABOVE')], [], nights).breaches).toHaveLength(1);
  });

  it('waits for a silent source, as far as something is missing', () => {
    expect(anomaly.absence?.('ANOMALY_PHONE_EVENTS_BELOW', () => 1)).toEqual([1]);
    expect(anomaly.absence?.('ANOMALY_PHONE_EVENTS_ABOVE', () => 1)).toEqual([]);
  });

  it('still has words after a restart, when only the incident is known', () => {
    const [breach] = look([reading('BELOW', { alarms: [] })]).breaches;
    expect(breach?.message).toBe('z −3.4');
    expect(breach?.explanation.text).toContain('Phone activity is far from its habit');
  });
});

it('names the metric and the side of an anomaly, and of nothing else', () => {
  expect(anomalyOf('ANOMALY_DOOR_OPENS_ABOVE')).toEqual({ metric: 'door_opens', side: 'ABOVE' });
  expect(anomalyOf('CRITICAL_SIGNAL_PHONE_EVENTS_LOW')).toBeNull();
});
