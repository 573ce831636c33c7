import { expect, it } from 'vitest';
import { siteRow } from '#test/kit/site-row.ts';
import { listed } from './site-order.ts';

const HERE = { lat: 1, lon: 1 };
const SITES = [
  siteRow('B-10', { location: HERE }),
  siteRow('B-9', { location: HERE }),
  siteRow('C-1', { location: HERE, worst: 'LOW', open_findings: 1 }),
  siteRow('C-2', { location: HERE, worst: 'LOW', open_findings: 4, name: 'Old river' }),
  siteRow('A-1', { worst: 'CRITICAL', open_findings: 9 }),
  siteRow('D-1', { location: HERE, worst: 'HIGH', open_findings: 1 }),
];
const codes = (text = '') => listed(SITES, text).map(({ code }) => code);

it('lists the worst sites first, then the busiest, and those without a location last', () => {
  expect(codes()).toEqual(['D-1', 'C-2', 'C-1', 'B-9', 'B-10', 'A-1']);
});

it('finds sites by every word', () => {
  expect(codes('river c-2')).toEqual(['C-2']);
  expect(codes('nothing')).toEqual([]);
});
