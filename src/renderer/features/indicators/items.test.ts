import { expect, it } from 'vitest';
import { clientItems, ruleItems } from './items.ts';

it('names a client by its code, and with its tenant where two have one of that code', () => {
  const sites = [
    { client: 'RIVER', tenant: 'B' },
    { client: 'RIVER', tenant: 'A' },
    { client: 'DOCK', tenant: 'A' },
    { client: 'DOCK', tenant: 'A' },
  ];
  expect(clientItems(sites)).toEqual(['DOCK', 'RIVER@A', 'RIVER@B']);
});

it('offers every beginning that several types share, before the types', () => {
  expect(ruleItems(['TOUR_OVERDUE', 'DURESS', 'TOUR_ABANDONED', 'SILENT_SITE'])).toEqual([
    ...['TOUR_*', 'DURESS', 'SILENT_SITE', 'TOUR_ABANDONED', 'TOUR_OVERDUE'],
  ]);
});
