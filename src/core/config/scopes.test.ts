import { describe, expect, it } from 'vitest';
import type { AuditDocument } from './audit-schema.ts';
import { DEFAULT_AUDIT } from './defaults.ts';
import { effectiveAudit, effectiveHolidays } from './scopes.ts';

const audit = (tenant?: AuditDocument, client?: AuditDocument, site?: AuditDocument) =>
  effectiveAudit({ audit: tenant }, { audit: client }, { audit: site, timezone: 'Europe/Berlin' });

const perHour = (min_count: number) => ({ min_count, window_minutes: 60 });

describe('the audit settings that hold at a site', () => {
  it('are the defaults where no scope says anything', () => {
    expect(audit()).toEqual(DEFAULT_AUDIT);
    expect(audit({}, {}, {})).toEqual(DEFAULT_AUDIT);
  });

  it.each([
    ['the tenant alone', [{ audit_frequency_minutes: 20 }], 20, 'TENANT'],
    [
      'the client over the tenant',
      [{ audit_frequency_minutes: 20 }, { audit_frequency_minutes: 30 }],
      30,
      'CLIENT',
    ],
    [
      'the site over both',
      [{ audit_frequency_minutes: 20 }, {}, { audit_frequency_minutes: 40 }],
      40,
      'SITE',
    ],
    ['nobody', [{ enabled: true }], 15, undefined],
  ] as const)('take a scalar from %s', (_, [tenant, client, site], minutes, scope) => {
    const held = audit(tenant, client, site);
    expect([held.audit_frequency_minutes, held.scopes.audit_frequency_minutes]).toEqual([minutes, scope]);
  });

  it('merge field by field, so that a nearer block leaves the other fields alone', () => {
    const held = audit({ alert_severity_threshold: 'HIGH' }, { anomaly_scale: 'SAMPLE' }, { enabled: false });
    expect(held).toMatchObject({ alert_severity_threshold: 'HIGH', anomaly_scale: 'SAMPLE', enabled: false });
    expect(held.scopes).toEqual({
      alert_severity_threshold: 'TENANT',
      anomaly_scale: 'CLIENT',
      enabled: 'SITE',
    });
  });

  it('merge thresholds by signal over the defaults', () => {
    const held = audit(
      { signal_thresholds: { phone_events: perHour(5), task_completions: perHour(2) } },
      undefined,
      { signal_thresholds: { phone_events: perHour(9) } },
    );
    expect(held.signal_thresholds).toEqual({
      phone_events: perHour(9),
      location_updates: perHour(1),
      tour_completion: { min_count: 1, window_minutes: 120 },
      task_completions: perHour(2),
    });
    expect(held.scopes).toEqual({
      'signal_thresholds.phone_events': 'SITE',
      'signal_thresholds.task_completions': 'TENANT',
    });
  });

  it('give a critical signal without a threshold one event an hour', () => {
    expect(audit({ critical_signals: ['device_heartbeats'] }).signal_thresholds.device_heartbeats).toEqual(
      perHour(1),
    );
  });

  it('merge custom metrics by name, with kind and direction filled in', () => {
    const held = audit(
      { custom_metrics: [{ name: 'door_opens' }, { name: 'visitors', kind: 'GAUGE' }] },
      { custom_metrics: [{ name: 'door_opens', direction: 'ABOVE' }] },
    );
    expect(held.custom_metrics).toEqual([
      { name: 'door_opens', kind: 'COUNT', direction: 'ABOVE' },
      { name: 'visitors', kind: 'GAUGE', direction: 'BOTH' },
    ]);
    expect(held.scopes).toEqual({
      'custom_metrics.door_opens': 'CLIENT',
      'custom_metrics.visitors': 'TENANT',
    });
  });

  it('merge sensitivity by metric', () => {
    const held = audit({ sensitivity: 'HIGH' }, { sensitivity: { phone_events: 'LOW' } });
    expect(held.sensitivity).toEqual({ default: 'HIGH', phone_events: 'LOW' });
    expect(held.scopes).toEqual({ sensitivity: 'TENANT', 'sensitivity.phone_events': 'CLIENT' });
  });

  it('let a nearer single sensitivity cover every metric', () => {
    const held = audit({ sensitivity: { phone_events: 'LOW' } }, { sensitivity: 'HIGH' });
    expect(held.sensitivity).toEqual({ default: 'HIGH' });
    expect(held.scopes).toEqual({ sensitivity: 'CLIENT' });
  });

  it('replace plain lists whole and add up maintenance windows', () => {
    const weekly = (reason: string) => ({ days: ['SUN' as const], start: '02:00', end: '03:00', reason });
    const held = audit(
      { critical_signals: ['phone_events', 'task_completions'], maintenance_windows: [weekly('tenant')] },
      { maintenance_windows: [weekly('client')] },
      { critical_signals: ['phone_events'], maintenance_windows: [weekly('site')] },
    );
    expect(held.critical_signals).toEqual(['phone_events']);
    expect(held.maintenance_windows.map(({ reason }) => reason)).toEqual(['tenant', 'client', 'site']);
  });

  it('read a local time of a window in the zone of the site, of two readings the shorter window', () => {
    const window = { start: '2026-10-25T02:30', end: '2026-10-25T02:45', reason: 'clock change' };
    const [held] = audit(undefined, undefined, { maintenance_windows: [window] }).maintenance_windows;
    expect(held).toEqual({
      kind: 'ABSOLUTE',
      reason: 'clock change',
      start: Date.parse('2026-10-25T02:30:00+01:00'),
      end: Date.parse('2026-10-25T02:45:00+02:00'),
    });
  });

  it('read a recurring window in the zone of the site unless it names its own', () => {
    const rule = { start: '2026-11-01T02:00', end: '2026-11-01T03:00', rrule: 'FREQ=WEEKLY', reason: 'r' };
    const held = audit(undefined, undefined, {
      maintenance_windows: [rule, { ...rule, timezone: 'Asia/Kolkata' }],
    }).maintenance_windows;
    expect(held.map((window) => 'timezone' in window && window.timezone)).toEqual([
      'Europe/Berlin',
      'Asia/Kolkata',
    ]);
  });
});

it('adds up the holidays of all scopes by date, with the nearest name', () => {
  const on = (date: string, name: string) => ({ holidays: [{ date, name }] });
  expect(
    effectiveHolidays(on('2026-12-25', 'Christmas'), on('2026-05-01', 'Labour'), on('2026-12-25', 'Xmas')),
  ).toEqual([
    { date: '2026-05-01', name: 'Labour' },
    { date: '2026-12-25', name: 'Xmas' },
  ]);
});
