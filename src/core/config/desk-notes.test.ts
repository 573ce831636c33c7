import { expect, it } from 'vitest';
import { escalationContacts, instructionsFor } from './desk-notes.ts';

it('takes the contacts of a role from the nearest scope that names it, whole', () => {
  const tenant = { escalation_roles: { supervisor: [{ name: 'T' }], manager: [{ name: 'M' }] } };
  const client = { escalation_roles: { supervisor: [{ name: 'C1' }, { phone: '112' }] } };
  expect(escalationContacts(tenant, client, {})).toEqual([
    { role: 'manager', name: 'M' },
    { role: 'supervisor', name: 'C1' },
    { role: 'supervisor', phone: '112' },
  ]);
  expect(escalationContacts(tenant, client, { escalation_roles: { supervisor: [] } })).toEqual([
    { role: 'manager', name: 'M' },
  ]);
});

it('gives the instructions of exactly the type, else of the longest prefix', () => {
  const written = { '*': 'any', 'TOUR_*': 'tours', 'TOUR_OVER*': 'late tours', SILENT_SITE: 'silent' };
  const of = (type: string) => instructionsFor(type, written);
  expect(['SILENT_SITE', 'SILENT_SITES', 'TOUR_OVERDUE', 'TOUR_INCOMPLETE', 'DURESS'].map(of)).toEqual([
    'silent',
    'any',
    'late tours',
    'tours',
    'any',
  ]);
  expect(instructionsFor('DURESS', { SILENT_SITE: 'silent' })).toBeNull();
  expect(instructionsFor('toString', {})).toBeNull();
  expect(instructionsFor('DURESS')).toBeNull();
});
