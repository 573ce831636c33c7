import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

const open = (file: string) => openStore(file, { migrations: MIGRATIONS, profile: 'scratch', grouped: true });

it('undoes a failed transaction of a grouping store alone, and shows the others to the next connection once they are flushed', () => {
  using folder = tempFolder();
  const file = join(folder.path, 'scratch.db');
  const store = open(file);
  const other = open(file);
  store.transaction(() => store.state.set('a', '1'));
  expect(() =>
    store.transaction(() => {
      store.state.set('a', '2');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(store.state.get('a')).toBe('1');
  expect(other.state.get('a')).toBeNull();
  store.session.flush();
  expect(other.state.get('a')).toBe('1');
  store.transaction(() => store.state.set('b', '3'));
  store.close();
  expect(other.state.get('b')).toBe('3');
  expect(() => other.state.set('c', '4')).toThrow('outside a transaction');
  other.close();
});
