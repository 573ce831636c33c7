import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../resources/runbooks');
/** Every text that was ever shipped, by its file and SHA-256, in the order of files and of their versions. A line is only ever added. */
const SHIPPED = join(import.meta.dirname, 'shipped-runbooks.txt');

/** A checkout may have other line ends. */
const hashOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).digest('hex');
const textsIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name, hashOf(join(folder, name))]),
  );
const shipped = readFileSync(SHIPPED, 'utf8')
  .split(/\r?\n/)
  .flatMap((line) => {
    const [name = '', hash = ''] = line.split(' ');
    return name === '' ? [] : [{ name, hash }];
  });

describe('the texts of runbooks that were shipped', () => {
  const now = textsIn(FOLDER);
  const earlier = new Set(textsIn(join(FOLDER, 'earlier')).values());

  it('are all listed: a changed one is added to the list, and its old text to the folder of earlier ones', () => {
    const listed = new Set(shipped.map(({ name, hash }) => `${name} ${hash}`));
    expect([...now].map(([name, hash]) => `${name} ${hash}`).filter((text) => !listed.has(text))).toEqual([]);
  });

  it('are all there still, so that a database that has one gets the newer text', () => {
    const gone = shipped.filter(({ name, hash }) => now.get(name) !== hash && !earlier.has(hash));
    expect(gone).toEqual([]);
  });

  it('are each the newest in its place, and no earlier one is shipped unlisted', () => {
    const hashes = new Set(shipped.map(({ hash }) => hash));
    expect([...earlier].filter((hash) => !hashes.has(hash))).toEqual([]);
    for (const [name, hash] of now) expect(shipped.findLast((each) => each.name === name)?.hash).toBe(hash);
  });
});
