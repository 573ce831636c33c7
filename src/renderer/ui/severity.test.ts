import { expect, it } from 'vitest';
import { glyphState } from './severity.tsx';

const fresh = { status: 'NEW', condition: 'ACTIVE', shelved: false } as const;

it('tells how a finding stands: resolved before shelved, shelved before cleared, cleared before seen', () => {
  expect(glyphState(fresh)).toBe('new');
  expect(glyphState({ ...fresh, status: 'ACKNOWLEDGED' })).toBe('seen');
  expect(glyphState({ ...fresh, status: 'ACKNOWLEDGED', condition: 'CLEARED' })).toBe('cleared');
  expect(glyphState({ ...fresh, condition: 'CLEARED', shelved: true })).toBe('shelved');
  expect(glyphState({ ...fresh, status: 'RESOLVED', shelved: true })).toBe('done');
});
