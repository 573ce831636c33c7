import { expect, it } from 'vitest';
import { type Against, anchorLine, judgeAnchors, readAnchors } from './anchors.ts';

const hash = (letter: string) => letter.repeat(64);
const LINES = [1, 2, 3].map((seq) => anchorLine(seq * 1_000, { seq, hash: hash(String(seq)) }));
const anchors = readAnchors(LINES.join('')) ?? [];
const trail = (seqs: readonly number[]) => (seq: number) => (seqs.includes(seq) ? hash(String(seq)) : null);

const broken = (against: Against, held = anchors) => judgeAnchors(held, against).broken;

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
  expect(broken(whole)).toBeNull();
  expect(broken({ ...whole, hashAt: trail([1, 2]) })).toMatchObject({
    anchor: { seq: 3 },
    why: 'CUT',
  });
  const anew = (seq: number) => (seq === 2 ? hash('f') : trail([1, 2, 3])(seq));
  expect(broken({ ...whole, hashAt: anew })).toMatchObject({
    anchor: { seq: 2 },
    why: 'REWRITTEN',
  });
});

it('excuses anchors of what a restored backup did not know, tells how many, and excuses no other', () => {
  const restored = { hashAt: trail([1]), lost: [{ start: 1_500, end: 2_500, known: 1, at: 2_500 }] };
  expect(broken(restored)).toMatchObject({ anchor: { seq: 3 } });
  expect(judgeAnchors(anchors.slice(0, 2), restored)).toEqual({ broken: null, excused: 1 });
});

it('does not excuse more than a restore can lose, however wide an interval the trail claims', () => {
  const wide = { start: 0, end: 9_000_000, known: 2, at: 2_500 };
  const rewritten = { hashAt: trail([1]), lost: [wide] };
  expect(broken(rewritten)).toMatchObject({ anchor: { seq: 2 } });
  expect(broken({ hashAt: trail([1, 2]), lost: [wide] })).toMatchObject({ anchor: { seq: 3 } });
  expect(broken({ hashAt: trail([1, 2]), lost: [{ ...wide, at: 3_000 }] })).toBeNull();
});
