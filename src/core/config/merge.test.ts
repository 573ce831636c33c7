import { expect, it } from 'vitest';
import { mergeConfiguration } from './merge.ts';
import { recordKey } from './records.ts';
import { type WrittenFile, writtenScopes } from './written.ts';

const inClient = (site: object) => ({
  version: 1,
  tenants: [{ code: 'T', clients: [{ code: 'C', sites: [site] }] }],
});

/** What a stored site becomes when a file writes one with the same code. */
function merged(stored: object, written: object, columns: WrittenFile['columns'] = null) {
  const scopes = writtenScopes({ name: 'file', document: inClient({ code: 'S', ...written }), columns });
  const record = {
    id: 1,
    scope: 'SITE',
    code: 'S',
    parent: 'C',
    tenant: 'T',
    document: { code: 'S', ...stored },
  } as const;
  const { code, ...fields } = mergeConfiguration([record], scopes).get('SITE S')?.fields ?? {};
  return fields;
}

const people = (...codes: string[]) => ({ people: codes.map((code) => ({ code })) });

it.each([
  ['a written list is complete', people('A', 'B'), people('B', 'C'), people('B', 'C')],
  ['an empty list ends all its entries', people('A'), people(), people()],
  [
    'an absent list is left alone',
    { ...people('A'), name: 'x' },
    { name: 'y' },
    { ...people('A'), name: 'y' },
  ],
  [
    'fields absent from a written audit block become unset',
    { audit: { enabled: false, sensitivity: 'LOW' } },
    { audit: { enabled: false } },
    { audit: { enabled: false } },
  ],
  [
    'an absent audit block changes nothing',
    { audit: { enabled: false } },
    { priority: 2 },
    { audit: { enabled: false }, priority: 2 },
  ],
  ['an absent scalar is left alone', { timezone: 'UTC', priority: 1 }, {}, { timezone: 'UTC', priority: 1 }],
  ['a written null takes the value away', { location: { lat: 1, lon: 2 } }, { location: null }, {}],
])('in a document %s', (_, stored, written, result) => {
  expect(merged(stored, written)).toEqual(result);
});

it.each([
  [
    'touches only its columns',
    { name: 'x', priority: 1, ...people('A') },
    { name: 'y' },
    ['name'],
    { name: 'y', priority: 1, ...people('A') },
  ],
  [
    'sets one field of the audit block',
    { audit: { enabled: false } },
    { audit: { sensitivity: 'LOW' } },
    ['audit.sensitivity'],
    { audit: { enabled: false, sensitivity: 'LOW' } },
  ],
  [
    'unsets what its cell leaves empty',
    { audit: { sensitivity: 'LOW' }, priority: 1 },
    {},
    ['audit.sensitivity', 'priority'],
    {},
  ],
  [
    'leaves a polygon alone when its radius is empty',
    { geofence: { type: 'Polygon' } },
    {},
    ['geofence'],
    { geofence: { type: 'Polygon' } },
  ],
  ['takes a radius away when its cell is empty', { geofence: { radius_m: 5 } }, {}, ['geofence'], {}],
])('a CSV %s', (_, stored, written, columns, result) => {
  expect(merged(stored, written, columns)).toEqual(result);
});

it('leaves the tenant and the client of a CSV row as they are', () => {
  const document = inClient({ code: 'S', name: 'site' });
  const written = writtenScopes({ name: 'file', document, columns: ['name', 'audit.sensitivity'] });
  const record = {
    id: 1,
    tenant: 'T',
    parent: null,
    document: { name: 'old', audit: { sensitivity: 'LOW' } },
  };
  const stored = [
    { ...record, scope: 'TENANT', code: 'T', document: { ...record.document, code: 'T' } },
    { ...record, scope: 'CLIENT', code: 'C', parent: 'T', document: { ...record.document, code: 'C' } },
  ] as const;
  const merged = mergeConfiguration(stored, written);
  for (const scope of stored) expect(merged.get(recordKey(scope))?.fields).toEqual(scope.document);
});
