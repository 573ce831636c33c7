import { expect, it } from 'vitest';
import { compareVersions, judge, type Looking, type Manifest, readManifest } from './manifest.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const [SHA, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const FILE = { kind: 'AppImage', arch: 'x64', name: 'Vigil-1.3.0.AppImage', bytes: 9, sha256: SHA } as const;
const WRITTEN = {
  format: 1,
  sequence: 7,
  version: '1.3.0',
  issued_at: '2026-03-01T00:00:00Z',
  expires_at: '2026-06-01T00:00:00Z',
  notes: 'Quieter.',
  files: [FILE],
};
const read = (more: object = {}): Manifest => {
  const found = readManifest(JSON.stringify({ ...WRITTEN, ...more }));
  if ('problem' in found) throw new Error(found.problem);
  return found;
};
const here: Looking = { now: NOW, version: '1.2.9', kind: 'AppImage', arch: 'x64', seen: null };

it('offers the package of this system where the version is newer', () => {
  expect(judge(read(), SHA, here)).toEqual({ kind: 'OFFERED', file: FILE });
  expect(judge(read(), SHA, { ...here, seen: { sequence: 7, sha256: SHA } }).kind).toBe('OFFERED');
  const universal = { ...FILE, kind: 'dmg', arch: 'universal' };
  expect(judge(read({ files: [universal] }), SHA, { ...here, kind: 'dmg', arch: 'arm64' }).kind).toBe(
    'OFFERED',
  );
  expect(judge(read({ version: '1.2.9' }), SHA, here)).toEqual({ kind: 'CURRENT' });
});

it.each<[string, object, Partial<Looking>, RegExp]>([
  ['an older version', { version: '1.2.8' }, {}, /older than 1\.2\.9/],
  ['one that has expired, at that instant', { expires_at: '2026-03-02T12:00:00Z' }, {}, /expired/],
  ['one of the future', { issued_at: '2026-03-03T12:00:00.001Z' }, {}, /future/],
  ['an older manifest', { sequence: 6 }, { seen: { sequence: 7, sha256: SHA } }, /an older one back/],
  ['another one with the same number', {}, { seen: { sequence: 7, sha256: OTHER } }, /they differ/],
  ['one for other processors', {}, { arch: 'arm64' }, /no AppImage for arm64/],
  ['one for other systems', {}, { kind: 'deb' }, /no deb for x64/],
])('refuses %s', (_, more, given, reason) => {
  expect(judge(read(more), SHA, { ...here, ...given })).toEqual({
    kind: 'REFUSED',
    reason: expect.stringMatching(reason),
  });
});

it('takes a clock that differs by a day', () => {
  expect(judge(read({ issued_at: '2026-03-03T12:00:00Z' }), SHA, here).kind).toBe('OFFERED');
});

it.each<readonly [string | object, RegExp]>([
  ['{', /no JSON/],
  ['{}', /format/],
  [{ more: 1 }, /more/],
  [{ version: '1.3' }, /version: expected a version/],
  [{ version: '1.03.0' }, /version/],
  [{ sequence: 0 }, /sequence/],
  [{ files: [] }, /files/],
  ...['../x', 'a/b', 'a\\b', '.hidden', 'C:x', 'x.', 'a\u0000b', ''].map(
    (name) => [{ files: [{ ...FILE, name }] }, /files\.0\.name/] as const,
  ),
  [{ files: [{ ...FILE, sha256: 'AB' }] }, /files\.0\.sha256/],
  [{ files: [{ ...FILE, bytes: 2 ** 31 }] }, /files\.0\.bytes/],
])('says of %j where it is wrong', (more, where) => {
  const text = typeof more === 'string' ? more : JSON.stringify({ ...WRITTEN, ...more });
  expect(readManifest(text)).toEqual({ problem: expect.stringMatching(where) });
});

it('compares versions by their numbers', () => {
  const sorted = ['1.10.0', '1.9.9', '2.0.0', '1.9.10', '0.1.0'].toSorted(compareVersions);
  expect(sorted).toEqual(['0.1.0', '1.9.9', '1.9.10', '1.10.0', '2.0.0']);
});
