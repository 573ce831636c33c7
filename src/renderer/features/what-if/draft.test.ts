import { expect, it } from 'vitest';
import type { Draft, DraftChange, TrialField } from './draft.ts';
import { changeOf, draftFrom, draftOf, orderOf, TRIAL_FIELDS } from './draft.ts';

const change = (field: TrialField, given: Partial<DraftChange> = {}) =>
  changeOf({ ...draftOf(0, field), ...given });

it('asks for a threshold of one signal with both of its numbers', () => {
  expect(change('signal_thresholds', { part: ' gps ', value: '3', minutes: '90' })).toEqual({
    field: 'signal_thresholds.gps',
    value: { min_count: 3, window_minutes: 90 },
  });
  expect(change('signal_thresholds', { minutes: '' })).toBeNull();
  expect(change('signal_thresholds', { value: 'three' })).toBeNull();
  expect(change('signal_thresholds', { part: '' })).toBeNull();
});

it('asks for a sensitivity of all metrics, or of one', () => {
  expect(change('sensitivity', { value: 'LOW' })).toEqual({ field: 'sensitivity', value: 'LOW' });
  expect(change('sensitivity', { value: 'LOW', part: 'door_opens' })).toEqual({
    field: 'sensitivity.door_opens',
    value: 'LOW',
  });
});

it('reads yes and no, numbers, names and JSON as a file would hold them', () => {
  expect(change('enabled', { value: 'no' })).toEqual({ field: 'enabled', value: false });
  expect(change('audit_frequency_minutes', { value: '30' })).toEqual({
    field: 'audit_frequency_minutes',
    value: 30,
  });
  expect(change('critical_signals', { value: 'phone_events, door_opens,' })).toEqual({
    field: 'critical_signals',
    value: ['phone_events', 'door_opens'],
  });
  expect(change('disabled_rules', { value: 'SILENT_SITE,ANOMALY' })).toEqual({
    field: 'disabled_rules',
    value: ['SILENT_SITE', 'ANOMALY'],
  });
  expect(change('disabled_rules')).toEqual({ field: 'disabled_rules', value: [] });
  expect(change('cadences', { value: '' })).toBeNull();
  expect(change('active_hours', { value: '[{"days":["MON"]' })).toBeNull();
  expect(change('active_hours', { value: '[]' })).toEqual({ field: 'active_hours', value: [] });
});

it('asks for nothing before it is said where, and every setting has a value', () => {
  const draft: Draft = {
    ...{ scope: 'SITE', sites: ['S-1'], group: ' Pilot ', client: 'T-1 C-1', tenant: 'T-1', days: 7 },
    changes: [draftOf(0, 'enabled')],
  };
  const changes = [{ field: 'enabled', value: false }];
  expect(orderOf(draft)).toEqual({ target: { scope: 'SITE', sites: ['S-1'] }, changes, days: 7 });
  expect(orderOf({ ...draft, scope: 'CLIENT' })?.target).toEqual({
    scope: 'CLIENT',
    tenant: 'T-1',
    client: 'C-1',
  });
  expect(orderOf({ ...draft, scope: 'GROUP' })?.target).toEqual({ scope: 'GROUP', group: 'Pilot' });
  expect(orderOf({ ...draft, scope: 'GROUP', group: '' })).toBeNull();
  expect(orderOf({ ...draft, scope: 'TENANT' })?.target).toEqual({ scope: 'TENANT', tenant: 'T-1' });
  expect(orderOf({ ...draft, sites: [] })).toBeNull();
  expect(orderOf({ ...draft, changes: [] })).toBeNull();
  expect(orderOf({ ...draft, changes: [draftOf(0, 'audit_frequency_minutes')] })).toBeNull();
});

it('begins every setting but free text with a value that can be asked for', () => {
  const open = Object.keys(TRIAL_FIELDS).filter((field) => change(field as TrialField) === null);
  expect(open.sort()).toEqual([
    'active_hours',
    'audit_frequency_minutes',
    'critical_signals',
    'heartbeat_frequency_minutes',
    'maintenance_windows',
  ]);
});

it.each([
  ['signal_thresholds.phone_events', { min_count: 1, window_minutes: 106 }],
  ['sensitivity.phone_events', 'LOW'],
  ['disabled_rules', ['GUARD_INACTIVE', 'TOUR_OVERDUE']],
])('enters a proposed %s so that exactly that is tried', (field, value) => {
  const draft = draftFrom(7, { field, value });
  expect(draft && changeOf(draft)).toEqual({ field, value });
});

it('enters nothing for a setting that cannot be tried', () => {
  expect(draftFrom(7, { field: 'evidence_lookback_minutes', value: 'x' })).toBeNull();
});
