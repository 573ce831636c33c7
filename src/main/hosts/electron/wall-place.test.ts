import { expect, it } from 'vitest';
import { placeOfWall } from './wall-place.ts';

const display = (id: number, x: number) => ({ id, workArea: { x, y: 0, width: 1920, height: 1040 } });

it('covers the second screen, and is a plain window where there is only one', () => {
  expect(placeOfWall([display(1, 0), display(2, 1920)], { id: 1 })).toEqual(display(2, 1920).workArea);
  expect(placeOfWall([display(2, 1920), display(1, 0)], { id: 2 })).toEqual(display(1, 0).workArea);
  expect(placeOfWall([display(1, 0)], { id: 1 })).toEqual({ width: 1280, height: 800 });
});
