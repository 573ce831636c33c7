import { expect, it } from 'vitest';
import { limitsText, readLimits } from './limits.ts';

it('reads tenants, clients and sites from one field, and writes them back', () => {
  const scope = { tenants: ['ACME'], clients: [{ tenant: 'ZETA', client: 'RIVER' }], sites: ['RB-01'] };
  expect(readLimits(' ACME, ZETA/RIVER ,RB-01,', ['ACME', 'ZETA'])).toEqual(scope);
  expect(readLimits(limitsText(scope), ['ACME', 'ZETA'])).toEqual(scope);
});

it('takes an empty field for everything', () => {
  expect(readLimits(' , ', ['ACME'])).toBe('all');
  expect(limitsText('all')).toBe('');
});
