import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';
import { faultsOf } from './parts/suite.ts';
import { failUnder } from './syscalls.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder[Symbol.dispose]());

/** Fewer pages than a new database has: it may not take another. */
const PAGES = { mostPages: 1 };
const BYTES = { fileBytes: 900_000 };

describe('a database that may not grow any more', () => {
  it('acknowledges nothing that it could not store, tells each failure, and goes on after the next start', async () => {
    const figures = await failUnder(PAGES, folder.path, null);
    expect(figures.cases).toBeGreaterThan(0);
    expect(faultsOf(figures)).toEqual([]);
  });

  it('is found out where acknowledgements are given before the commit', async () => {
    expect((await failUnder(PAGES, folder.path, 'ack before commit')).lost).not.toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps its word where the system stops its files from growing',
    async () => {
      const figures = await failUnder(BYTES, folder.path, null);
      expect(figures.cases).toBeGreaterThan(0);
      expect(faultsOf(figures)).toEqual([]);
    },
  );
});
