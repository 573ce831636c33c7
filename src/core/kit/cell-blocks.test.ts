import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CellBlocks, type Room } from './cell-blocks.ts';

it('never gives two the same room, however much is taken and given back', () => {
  const step = fc.tuple(fc.constantFrom(1, 7, 40, 9_000, 40_000), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const blocks = new CellBlocks();
      const held: { readonly length: number; readonly room: Room; readonly mark: number }[] = [];
      for (const [mark, [length, givesBack]] of steps.entries()) {
        const room = blocks.take(length);
        expect(room.start + length).toBeLessThanOrEqual(room.block.length);
        room.block.fill(mark, room.start, room.start + length);
        held.push({ length, room, mark });
        const first = givesBack ? held.shift() : undefined;
        if (first !== undefined) blocks.give(first.length, first.room);
        for (const { length: own, room: at, mark: expected } of held)
          expect(new Set(at.block.subarray(at.start, at.start + own))).toEqual(new Set([expected]));
      }
    }),
  );
});

it('hands out again what was given back', () => {
  const blocks = new CellBlocks();
  const room = blocks.take(12);
  blocks.give(12, room);
  expect(blocks.take(12)).toEqual(room);
});
