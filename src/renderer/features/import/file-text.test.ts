import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { LONGEST_PIECE as PIECE } from '#contract/imports.ts';
import { beginningOf, type FileForm, guessEncoding, headOf, headText, textPieces } from './file-text.ts';

const PLAIN: FileForm = { encoding: 'utf-8', compressed: false };
const fileOf = (...parts: BlobPart[]) => new File(parts, 'a.txt');
async function piecesOf(file: File, form = PLAIN) {
  const pieces = [];
  for await (const piece of textPieces(file, form)) pieces.push(piece);
  return pieces;
}

it('cuts a file into pieces that together are its text, and never inside a character', async () => {
  const text = `${'a'.repeat(PIECE - 1)}😀${'b'.repeat(10)}`;
  const pieces = await piecesOf(fileOf(text));
  expect(pieces.map((piece) => [piece.text.length, piece.last])).toEqual([
    [PIECE - 1, false],
    [12, true],
  ]);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.at(-1)?.read).toBe(new TextEncoder().encode(text).length);
});

it('unpacks a gzip, and refuses what is none or is cut off', async () => {
  const packed = gzipSync('one\ntwo\n');
  const form = { ...PLAIN, compressed: true };
  expect((await piecesOf(fileOf(packed), form)).map(({ text }) => text).join('')).toBe('one\ntwo\n');
  await expect(piecesOf(fileOf('nonsense'), form)).rejects.toThrow(TypeError);
  await expect(piecesOf(fileOf(packed.subarray(0, 12)), form)).rejects.toThrow(TypeError);
});

it('reads what Windows writes, and says so of a file that is not UTF-8', async () => {
  const latin = Buffer.from('Wächter', 'latin1');
  expect((await piecesOf(fileOf(latin), { ...PLAIN, encoding: 'windows-1252' }))[0]?.text).toBe('Wächter');
  await expect(piecesOf(fileOf(latin))).rejects.toThrow(TypeError);
  const wide = Buffer.from('\ufeffWächter', 'utf16le');
  expect(guessEncoding(wide)).toBe('utf-16le');
  expect(guessEncoding(latin)).toBe('windows-1252');
  expect(atob(headText(await headOf(fileOf(wide)), 'utf-16le'))).toBe(
    Buffer.from('Wächter').toString('latin1'),
  );
});

it('takes whole lines from the beginning of a long file, and all of a short one', async () => {
  expect(await beginningOf(fileOf('a\nb'), PLAIN)).toBe('a\nb');
  const beginning = await beginningOf(fileOf(`first\n${'x'.repeat(PIECE)}`), PLAIN);
  expect(beginning).toBe('first\n');
});
