import { expect, it } from 'vitest';
import { fleetDocument, recordsOf, siteDocument } from '#test/kit/fleet.ts';
import { changeAudit } from './change-audit.ts';

const records = recordsOf(
  fleetDocument({
    sites: 1,
    site: () => siteDocument({ audit: { sensitivity: 'LOW', alert_on_finding: false } }),
  }),
);
const of = (scope: string) => {
  const record = records.find((one) => one.scope === scope);
  if (record === undefined) throw new Error(`no ${scope}`);
  return record;
};
const auditAfter = (scope: string, field: string, value: unknown) => {
  const changed = changeAudit(of(scope), [{ field, value }]);
  return changed.ok ? (changed.record.document as { audit: unknown }).audit : changed.problems;
};

it('sets a field, and leaves the others as they are', () => {
  expect(auditAfter('SITE', 'alert_severity_threshold', 'CRITICAL')).toEqual({
    sensitivity: 'LOW',
    alert_on_finding: false,
    alert_severity_threshold: 'CRITICAL',
  });
});

it('sets the sensitivity of one metric beside the one that held for all', () => {
  expect(auditAfter('SITE', 'sensitivity.phone_events', 'HIGH')).toMatchObject({
    sensitivity: { default: 'LOW', phone_events: 'HIGH' },
  });
});

it('unsets a field, so that what is above holds', () => {
  expect(auditAfter('SITE', 'sensitivity', null)).toEqual({ alert_on_finding: false });
});

it('changes a client as it changes a site', () => {
  expect(
    auditAfter('CLIENT', 'signal_thresholds.phone_events', { min_count: 2, window_minutes: 30 }),
  ).toEqual({
    signal_thresholds: { phone_events: { min_count: 2, window_minutes: 30 } },
  });
});

it('takes a time without an offset where the zone is known, at a site alone', () => {
  const windows = [{ start: '2026-01-05T01:00:00', end: '2026-01-05T03:00:00', reason: 'Test' }];
  expect(auditAfter('SITE', 'maintenance_windows', windows)).toMatchObject({ maintenance_windows: windows });
  expect(auditAfter('CLIENT', 'maintenance_windows', windows)).toMatchObject([
    { path: ['maintenance_windows', 0, 'start'] },
    {},
  ]);
});

it('says what is wrong with a value, and where', () => {
  expect(auditAfter('SITE', 'evidence_lookback_minutes', 5)).toEqual([
    { path: ['evidence_lookback_minutes'], found: '5', expected: expect.stringContaining('30') },
  ]);
  expect(auditAfter('SITE', 'senstivity', 'LOW')).toEqual([
    expect.objectContaining({ expected: expect.stringContaining('sensitivity') }),
  ]);
});

it('does not change the document that it was given', () => {
  const before = JSON.stringify(records);
  changeAudit(of('SITE'), [{ field: 'sensitivity.phone_events', value: 'HIGH' }]);
  expect(JSON.stringify(records)).toBe(before);
});
