import { describe, expect, it } from 'vitest';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { criticalSignalLow } from './critical-signal-low.ts';

const phoneOnly = {
  critical_signals: ['phone_events'],
  signal_thresholds: { phone_events: { min_count: 1, window_minutes: 60 } },
};
const site = siteWith({ audit: phoneOnly });
const phoneAt = (...times: string[]) =>
  times.map((time) => ({ stream: 'phone_events' as const, ts: at(time) }));

describe('a critical signal', () => {
  it('is low from the instant at which the window has lost its last event, not before', () => {
    const events = phoneAt('09:00');
    expect(ask(criticalSignalLow, { site, events }, at('09:59:59'))).toMatchObject({
      breaches: [],
      unknown: [],
    });
    expect(ask(criticalSignalLow, { site, events }, at('10:00')).breaches).toMatchObject([
      {
        finding_type: 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW',
        subject: 'signal:phone_events',
        severity: 'HIGH',
        condition_started_at: at('10:00'),
        message: '0 of 1 in 60 min',
        explanation: { since: at('09:00') },
      },
    ]);
  });

  it('counts against its minimum and says when it fell below it', () => {
    const three = siteWith({
      audit: { ...phoneOnly, signal_thresholds: { phone_events: { min_count: 3, window_minutes: 30 } } },
    });
    const events = phoneAt('09:20', '09:05', '09:10', '08:00');
    expect(ask(criticalSignalLow, { site: three, events }, at('09:34')).breaches).toEqual([]);
    const [breach] = ask(criticalSignalLow, { site: three, events }, at('09:38')).breaches;
    expect(breach).toMatchObject({
      condition_started_at: at('09:35'),
      message: '2 of 3 in 30 min',
    });
  });

  it('is not judged over a window that was not watched for its whole length', () => {
    const story = { site, watched: at('09:00') };
    expect(ask(criticalSignalLow, story, at('09:59'))).toMatchObject({
      breaches: [],
      unknown: [{ subject: 'signal:phone_events' }],
    });
    expect(ask(criticalSignalLow, story, at('10:00')).breaches).toMatchObject([
      { condition_started_at: at('10:00'), explanation: { since: null } },
    ]);
  });

  it('is not judged over a window that reaches out of the active hours', () => {
    const night = siteWith({
      audit: { ...phoneOnly, active_hours: [{ days: ['MON'], start: '18:00', end: '06:00' }] },
    });
    expect(ask(criticalSignalLow, { site: night }, at('12:00')).unknown).toBe('all');
    expect(ask(criticalSignalLow, { site: night }, at('18:59'))).toMatchObject({
      breaches: [],
      unknown: [{ subject: 'signal:phone_events' }],
    });
    expect(ask(criticalSignalLow, { site: night }, at('19:00')).breaches).toHaveLength(1);
    expect(ask(criticalSignalLow, { site: night }, at('30:00')).unknown).toBe('all');
  });

  it('expects a tour completion only where a mandatory tour fell due in the window', () => {
    const tour = {
      code: 'T-1',
      name: 'Perimeter',
      mandatory: true,
      starts: [{ days: ['MON' as const], at: '10:00' }],
      duration_minutes: 45,
      grace_minutes: 15,
      checkpoints: [],
    };
    const toured = siteWith({ tours: [tour], audit: { critical_signals: ['tour_completion'] } });
    expect(ask(criticalSignalLow, { site: toured }, at('10:59')).breaches).toEqual([]);
    expect(ask(criticalSignalLow, { site: toured }, at('11:00')).breaches).toMatchObject([
      { finding_type: 'CRITICAL_SIGNAL_TOUR_COMPLETION_LOW' },
    ]);
    expect(ask(criticalSignalLow, { site: toured }, at('13:00')).breaches).toEqual([]);
    expect(criticalSignalLow.category('CRITICAL_SIGNAL_TOUR_COMPLETION_LOW')).toBe('SECURITY');
  });

  it('names the scope that set the limit', () => {
    const set = siteWith({ audit: { ...phoneOnly, scopes: { 'signal_thresholds.phone_events': 'CLIENT' } } });
    const [breach] = ask(criticalSignalLow, { site: set }, at('10:00')).breaches;
    expect(breach?.explanation.values[0]).toMatchObject({ limit: 1, set_at: 'CLIENT RIVERBANK' });
  });
});
