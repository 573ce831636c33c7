import { expect, it } from 'vitest';
import { anchorLine, brokenAnchor, readAnchors } from './anchors.ts';

const hash = (letter: string) => letter.repeat(64);
const LINES = [1, 2, 3].map((seq) => anchorLine(seq * 1_000, { seq, hash: hash(String(seq)) }));
const anchors = readAnchors(LINES.join('')) ?? [];
const trail = (seqs: readonly number[]) => (seq: number) => (seqs.includes(seq) ? hash(String(seq)) : null);

it('reads what it wrote, and takes a last line that was torn for one that was never written', () => {
  expect(anchors.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(readAnchors(LINES.join('').slice(0, -30))?.length).toBe(2);
  expect(readAnchors('')).toEqual([]);
});

it('does not read a file in whose middle something was changed', () => {
  expect(readAnchors(`${LINES[0]}x\n${LINES[2]}`)).toBeNull();
  expect(readAnchors(LINES.join('').replace('"seq":2', '"seq":"2"'))).toBeNull();
});

it('finds a trail that was cut, and one that was written anew', () => {
  const whole = { hashAt: trail([1, 2, 3]), lost: [] };
  expect(brokenAnchor(anchors, whole)).toBeNull();
  expect(brokenAnchor(anchors, { ...whole, hashAt: trail([1, 2]) })).toMatchObject({
    anchor: { seq: 3 },
    why: 'CUT',
  });
  const anew = (seq: number) => (seq === 2 ? hash('f') : trail([1, 2, 3])(seq));
  expect(brokenAnchor(anchors, { ...whole, hashAt: anew })).toMatchObject({
    anchor: { seq: 2 },
    why: 'REWRITTEN',
  });
});

it('excuses anchors of what a restored backup did not know, and no other', () => {
  const restored = { hashAt: trail([1]), lost: [{ start: 1_500, end: 2_500 }] };
  expect(brokenAnchor(anchors, restored)).toMatchObject({ anchor: { seq: 3 } });
  expect(brokenAnchor(anchors.slice(0, 2), restored)).toBeNull();
});
