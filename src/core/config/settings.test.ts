import { describe, expect, it } from 'vitest';
import { fleetDocument, recordsOf } from '#test/kit/fleet.ts';
import type { AuditDocument } from './audit-schema.ts';
import { siteOf } from './records.ts';
import { applySettings } from './settings.ts';

const records = recordsOf({
  ...fleetDocument({
    sites: 3,
    site: (index) => ({ code: ['RB', 'RB.1', 'RB.1.A'][index] ?? '', audit: { sensitivity: 'LOW' } }),
  }),
});
const withClientThreshold = recordsOf(fleetDocument()).map((record) =>
  record.scope === 'CLIENT'
    ? {
        ...record,
        document: {
          code: record.code,
          audit: { signal_thresholds: { phone_events: { min_count: 4, window_minutes: 30 } } },
        },
      }
    : record,
);

/** The audit block that a wish makes of a site, or the problems. */
function auditAfter(
  wish: string,
  site = 'RB',
  from = records,
): AuditDocument | undefined | readonly string[] {
  const applied = applySettings(from, [wish]);
  if (!applied.ok) return applied.problems.map(({ expected }) => expected);
  const record = applied.records.find(({ scope, code }) => scope === 'SITE' && code === site);
  return record === undefined ? undefined : siteOf(record).audit;
}

describe('a wish about a setting', () => {
  it.each([
    ['RB.audit_frequency_minutes=30', 'RB', { sensitivity: 'LOW', audit_frequency_minutes: 30 }],
    ['RB.audit.enabled=false', 'RB', { sensitivity: 'LOW', enabled: false }],
    ['RB.sensitivity=HIGH', 'RB', { sensitivity: 'HIGH' }],
    ['RB.sensitivity.phone_events=HIGH', 'RB', { sensitivity: { default: 'LOW', phone_events: 'HIGH' } }],
    ['RB.1.enabled=false', 'RB.1', { sensitivity: 'LOW', enabled: false }],
    ['RB.1.A.enabled=false', 'RB.1.A', { sensitivity: 'LOW', enabled: false }],
    [
      'RB.critical_signals=["phone_events"]',
      'RB',
      { sensitivity: 'LOW', critical_signals: ['phone_events'] },
    ],
  ])('%s is applied to the longest site code that fits', (wish, site, audit) => {
    expect(auditAfter(wish, site)).toEqual(audit);
  });

  it('splits at the first =', () => {
    const window =
      '[{"start":"2026-11-01T02:00","end":"2026-11-01T03:00","rrule":"FREQ=DAILY","reason":"a=b"}]';
    expect(auditAfter(`RB.maintenance_windows=${window}`)).toMatchObject({
      maintenance_windows: [{ rrule: 'FREQ=DAILY', reason: 'a=b' }],
    });
  });

  it('about a part of a threshold builds on the threshold that holds', () => {
    expect(auditAfter('S-1.signal_thresholds.phone_events.min_count=9', 'S-1', withClientThreshold)).toEqual({
      signal_thresholds: { phone_events: { min_count: 9, window_minutes: 30 } },
    });
  });

  it.each([
    ['RB', 'SITE.field=value'],
    ['RC.enabled=true', 'a known site code, a dot and a field: did you mean RB?'],
    ['RB.enabled=maybe', 'true or false'],
    ['RB.enabld=true', 'a known field: did you mean enabled?'],
    ['RB.audit_frequency_minutes=1', 'a whole number from 5 to 60'],
  ])('%s is refused', (wish, expected) => {
    expect(auditAfter(wish)).toEqual([expected]);
  });
});

it('tells the problems of all wishes and leaves the documents as they were', () => {
  const before = structuredClone(records);
  const applied = applySettings(records, ['RB.enabled=7', 'RB.1.enabled=false', 'nobody.enabled=true']);
  expect(applied.ok ? [] : applied.problems.map(({ path }) => path[0])).toEqual([
    'RB.enabled=7',
    'nobody.enabled=true',
  ]);
  expect(records).toEqual(before);
});
