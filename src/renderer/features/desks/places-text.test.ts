import { expect, it } from 'vitest';
import { placesText, readPlaces } from './places-text.ts';

it('reads tenants, clients, groups and sites from one field, and writes them back', () => {
  const places = {
    tenants: ['ACME'],
    clients: [{ tenant: 'ZETA', client: 'RIVER' }],
    groups: [{ tenant: 'ZETA', group: 'night shift' }],
    sites: ['RB-01'],
  };
  expect(readPlaces(' ACME, ZETA/RIVER ,RB-01,ZETA#night shift,', ['ACME', 'ZETA'])).toEqual(places);
  expect(readPlaces(placesText(places), ['ACME', 'ZETA'])).toEqual(places);
});
