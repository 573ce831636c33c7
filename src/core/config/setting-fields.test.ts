import { expect, it } from 'vitest';
import { SiteAuditDocument } from './audit-schema.ts';
import { SiteDocument } from './document.ts';
import { SETTING_FIELDS } from './setting-fields.ts';

const shapeAt = (path: string) => SETTING_FIELDS.find((field) => field.path === path)?.shape;

it('asks for every field that a file may hold, once', () => {
  const inFile = [
    ...Object.keys(SiteDocument.shape).filter((name) => name !== 'code' && name !== 'audit'),
    ...Object.keys(SiteAuditDocument.shape).map((name) => `audit.${name}`),
  ];
  expect(SETTING_FIELDS.map(({ path }) => path).toSorted()).toEqual(inFile.toSorted());
});

it('knows the form, the range and the words of each field from the schema of the files', () => {
  expect(shapeAt('audit.audit_frequency_minutes')).toEqual({
    kind: 'number',
    whole: true,
    least: 5,
    most: 60,
  });
  expect(shapeAt('audit.alert_severity_threshold')).toMatchObject({ kind: 'one-of' });
  expect(shapeAt('audit.critical_signals')).toMatchObject({
    kind: 'words',
    of: { kind: 'text', as: 'signal' },
  });
  expect(shapeAt('audit.active_hours')).toMatchObject({
    kind: 'list',
    of: { kind: 'record', fields: [{ name: 'days', required: true }, { name: 'start' }, { name: 'end' }] },
  });
  expect(shapeAt('audit.maintenance_windows')).toMatchObject({
    kind: 'list',
    of: { kind: 'forms', forms: [{ name: 'weekly' }, { name: 'rule' }, { name: 'absolute', sign: null }] },
  });
  expect(shapeAt('people')).toMatchObject({
    of: { fields: expect.arrayContaining([expect.objectContaining({ name: 'phone', required: false })]) },
  });
  expect(shapeAt('geofence')).toEqual({ kind: 'geofence' });
  expect(shapeAt('instructions')).toMatchObject({ kind: 'map', of: { kind: 'text', longest: 20_000 } });
});

it('knows which fields tenants and clients have too', () => {
  const shared = SETTING_FIELDS.filter((field) => field.shared && !field.path.startsWith('audit.'));
  expect(shared.map(({ path }) => path)).toEqual(['name', 'holidays', 'escalation_roles']);
});
