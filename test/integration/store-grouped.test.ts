import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

const open = (file: string) => openStore(file, { migrations: MIGRATIONS, profile: 'scratch', grouped: true });

it('keeps what a grouping store was told to itself until it is flushed or closed', () => {
  using folder = tempFolder();
  const file = join(folder.path, 'scratch.db');
  const store = open(file);
  const other = open(file);
  store.transaction(() => store.state.set('a', '1'));
  expect(other.state.get('a')).toBeNull();
  store.session.flush();
  expect(other.state.get('a')).toBe('1');
  store.transaction(() => store.state.set('b', '3'));
  store.close();
  expect(other.state.get('b')).toBe('3');
  expect(() => other.state.set('c', '4')).toThrow('outside a transaction');
  other.close();
});

it('is of no use any more after a transaction that failed: nothing half done is kept, and nothing more is taken', () => {
  using folder = tempFolder();
  const file = join(folder.path, 'scratch.db');
  const store = open(file);
  store.transaction(() => store.state.set('a', '1'));
  store.session.flush();
  expect(() =>
    store.transaction(() => {
      store.state.set('a', '2');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(() => store.transaction(() => store.state.set('b', '3'))).toThrow('no');
  store.session.flush();
  store.close();
  const other = open(file);
  expect([other.state.get('a'), other.state.get('b')]).toEqual(['1', null]);
  other.close();
});
