import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentAsLines } from './json-document.ts';

async function linesOf(text: string, size = text.length || 1): Promise<readonly string[]> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  const all: Buffer[] = [];
  for await (const piece of documentAsLines(pieces())) all.push(piece);
  return Buffer.concat(all).toString('utf8').split('\n');
}
const recordsOf = (lines: readonly string[]): readonly unknown[] =>
  lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));

const records = [
  { type: 'phone_event', site: 'S-1', kind: 'a "quoted", [odd] {text}\\' },
  { type: 'tour', attributes: { nested: [1, { deep: ['x', ','] }] } },
  { type: 'device' },
];

it('reads an array that is written over many lines, each record in the line in which it begins', async () => {
  const text = JSON.stringify(records, null, 2);
  const lines = await linesOf(text);
  expect(recordsOf(lines)).toEqual(records);
  const written = text.split('\n').flatMap((line, index) => (line === '  {' ? [index] : []));
  expect(lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]))).toEqual(written);
});

it('reads an array in one line, and one record over several', async () => {
  expect(recordsOf(await linesOf(JSON.stringify(records)))).toEqual(records);
  const single = JSON.stringify(records[1], null, 2);
  expect(recordsOf(await linesOf(single))).toEqual([records[1]]);
  expect(recordsOf(await linesOf(single, 1))).toEqual([records[1]]);
});

it('leaves lines as they are', async () => {
  const text = `${records.map((record) => JSON.stringify(record)).join('\n')}\n{broken`;
  expect((await linesOf(text)).join('\n')).toBe(text);
});

it('reads the same however the bytes come, whatever the records hold', async () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => ({ type: 'x', ...value }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 1, 2),
      async (all, indent) => {
        const text = JSON.stringify(all, null, indent);
        expect(recordsOf(await linesOf(text))).toEqual(JSON.parse(text));
        expect(await linesOf(text, 7)).toEqual(await linesOf(text));
      },
    ),
  );
});
