import { expect, it } from 'vitest';
import { viewOf } from './which-view.ts';

it('is the wall board where the address asks for it, before and after the code was spent', () => {
  expect(viewOf({ search: '', hash: `#code=${'a'.repeat(32)}&view=wall` })).toBe('wall');
  expect(viewOf({ search: '', hash: '#view=wall' })).toBe('wall');
  expect(viewOf({ search: '?view=wall', hash: '' })).toBe('wall');
  expect(viewOf({ search: '?view=other', hash: '' })).toBe('screens');
  expect(viewOf({ search: '', hash: `#code=${'a'.repeat(32)}` })).toBe('screens');
});
