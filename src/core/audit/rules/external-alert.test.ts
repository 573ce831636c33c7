import { describe, expect, it } from 'vitest';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { externalAlert, externalAlertBreach } from './external-alert.ts';

const site = siteWith({});
const firing = { fingerprint: 'f1', severity: 'HIGH', alert_type: 'FIRE_PANEL', ts: at('10:00') } as const;
const lookAt = (story: Partial<Parameters<typeof ask>[1]>) =>
  ask(externalAlert, { site, alerts: [firing], ...story }, at('12:00'));

describe('an audit', () => {
  it('raises a condition that began while it was watched and has not ended', () => {
    expect(lookAt({}).breaches).toMatchObject([
      { subject: 'alert:f1', severity: 'HIGH', condition_started_at: at('10:00') },
    ]);
  });

  it('counts from the first slot on: what began before it is not told anew', () => {
    expect(lookAt({ watched: at('10:00') }).breaches).toHaveLength(1);
    expect(lookAt({ watched: at('10:00:01') }).breaches).toEqual([]);
  });

  it('leaves what is on the feed already and what has ended', () => {
    expect(lookAt({ open: ['alert:f1'] }).breaches).toEqual([]);
    expect(lookAt({ alerts: [{ ...firing, severity: null }] }).breaches).toEqual([]);
  });

  it('never takes silence for an end', () => {
    expect(lookAt({ alerts: [] }).unknown).toBe('all');
    expect(lookAt({}).unknown).toBe('all');
  });
});

it('says what was sent in codes, and who ends it', () => {
  const alert = { subject: 'alert:f1', severity: 'LOW', alert_type: null, began_at: at('10:00') } as const;
  const ofCondition = externalAlertBreach({ ...alert, alone: false });
  expect(ofCondition.message).toBe('no type given, low');
  expect(ofCondition.explanation.clears_when).toBe('The sender says that it has ended.');
  expect(externalAlertBreach({ ...alert, alone: true }).explanation.text).toBe(
    'Another system reported no type given once.',
  );
});
