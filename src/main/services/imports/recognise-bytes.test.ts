import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { recogniseBytes } from './recognise-bytes.ts';

const LINE = '{"type":"location","site":"S-1","ts":"2026-01-05T00:00:00Z"}\n';

it('looks into a gzip, of which only the beginning is here', () => {
  const bytes = gzipSync(Array.from({ length: 5_000 }, (_, at) => LINE.replace('S-1', `S-${at}`)).join(''));
  expect(recogniseBytes('a.gz', bytes.subarray(0, 8_000))).toMatchObject({
    kind: 'ndjson',
    family: 'telemetry',
    sure: true,
    compressed: true,
    encoding: 'utf-8',
  });
});

it('refuses what begins like a gzip and is none', () => {
  expect(() => recogniseBytes('a.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]))).toThrow(
    'a.gz begins like a gzip',
  );
});

it('says the header of a table and what is between its cells', () => {
  expect(recogniseBytes('a.csv', Buffer.from('\ufeff"Datum";Uhrzeit\n1;2\n'))).toMatchObject({
    kind: 'table',
    encoding: 'utf-8-bom',
    columns: ['Datum', 'Uhrzeit'],
    delimiter: ';',
  });
});

it('says which encoding it cannot read, and accepts a character that is cut at the end', () => {
  const encodings = (...files: readonly Buffer[]) =>
    files.map((bytes) => [recogniseBytes('a.csv', bytes).encoding, recogniseBytes('a.csv', bytes).kind]);
  const cut = Buffer.from('a,b\n1,€').subarray(0, -1);
  expect(encodings(Buffer.from('\ufeffa,b', 'utf16le'), Buffer.from('Wächter,b', 'latin1'), cut)).toEqual([
    ['utf-16', 'unknown'],
    ['other', 'unknown'],
    ['utf-8', 'table'],
  ]);
});
