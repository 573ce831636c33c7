import { expect, it } from 'vitest';
import { LABEL_HEIGHT, labelWidth, placeLabels } from './labels.ts';

const label = (key: string, x: number, y: number, rank = 0) => ({ key, text: key, x, y, clear: 6, rank });
const ROOM = { width: 400, height: 200 };

it('writes a label to the right of its mark, or to the left where the edge is near', () => {
  const [right] = placeLabels([label('C-1', 100, 100)], ROOM);
  expect(right).toMatchObject({ left: 109, top: 100 - LABEL_HEIGHT / 2 });
  const [left] = placeLabels([label('C-1', 395, 100)], ROOM);
  expect(left?.left).toBeCloseTo(395 - 9 - labelWidth('C-1'));
});

it('never lets two labels, or a label and a mark, lie on each other', () => {
  const crowd = Array.from({ length: 40 }, (_, n) =>
    label(`G-${n}`, 100 + (n % 8) * 12, 80 + Math.floor(n / 8) * 9),
  );
  const placed = placeLabels(crowd, ROOM);
  expect(placed.length).toBeGreaterThan(2);
  for (const [index, a] of placed.entries())
    for (const b of placed.slice(index + 1))
      expect(
        Math.abs(a.top - b.top) >= LABEL_HEIGHT ||
          a.left >= b.left + labelWidth(b.text) ||
          b.left >= a.left + labelWidth(a.text),
      ).toBe(true);
});

it('leaves out what matters less where there is no room for all', () => {
  const here = [label('low', 200, 8, 1), label('high', 200, 8, 2)].concat(
    Array.from({ length: 9 }, (_, n) => label(`x${n}`, 200, 8, 0)),
  );
  const keys = placeLabels(here, { width: 260, height: 17 }).map(({ key }) => key);
  expect(keys[0]).toBe('high');
  expect(keys.length).toBeLessThan(here.length);
});

it('leaves out what lies beyond the edge', () => {
  expect(placeLabels([label('C-1', -500, 20)], ROOM)).toEqual([]);
});
