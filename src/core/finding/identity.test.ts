import { expect, it } from 'vitest';
import { type Key, keyText } from './identity.ts';

const key = (change: Partial<Key>): Key => ({
  ...{ scope: 'site', scope_key: 'S-1', finding_type: 'SILENT_SITE', subject: '' },
  ...change,
});

it('tells any two keys apart, also where codes have spaces in them', () => {
  const keys = [
    key({}),
    key({ scope: 'source' }),
    key({ scope_key: 'S-1 ', subject: 'x' }),
    key({ scope_key: 'S-1', subject: ' x' }),
    key({ scope_key: 'S-1 3 S-1', subject: 'x' }),
    key({ scope_key: 'S-1', subject: '3 S-1 x' }),
    key({ finding_type: 'DURESS' }),
  ];
  expect(new Set(keys.map(keyText)).size).toBe(keys.length);
  expect(keyText(key({}))).toBe(keyText(key({})));
});
