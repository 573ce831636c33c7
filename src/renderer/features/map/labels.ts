import type { Spot } from './mercator.ts';

/** A text that belongs to a place of the screen. */
export type Label = Spot & {
  readonly key: string;
  readonly text: string;
  /** Px that its mark takes around the place. */
  readonly clear: number;
  /** Higher comes first where there is no room for all. */
  readonly rank: number;
};
/** A label with the top left corner where it is written. */
export type PlacedLabel = {
  readonly key: string;
  readonly text: string;
  readonly left: number;
  readonly top: number;
};

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Px: most letters of Inter at 11 px are narrower. */
const LETTER = 6.4;
const PADDING = 8;
export const LABEL_HEIGHT = 16;
const GAP = 3;

export const labelWidth = (text: string): number => text.length * LETTER + PADDING;

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Right of its mark, else left, under, over. */
function boxesOf({ x, y, clear, text }: Label): readonly Box[] {
  const width = labelWidth(text);
  const box = (left: number, top: number): Box => ({
    left,
    top,
    right: left + width,
    bottom: top + LABEL_HEIGHT,
  });
  return [
    box(x + clear + GAP, y - LABEL_HEIGHT / 2),
    box(x - clear - GAP - width, y - LABEL_HEIGHT / 2),
    box(x - width / 2, y + clear + GAP),
    box(x - width / 2, y - clear - GAP - LABEL_HEIGHT),
  ];
}

/** Labels where they cover neither each other nor a mark, and are wholly inside; those without room are left out. */
export function placeLabels(
  labels: readonly Label[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly PlacedLabel[] {
  const taken: Box[] = labels.map(({ x, y, clear }) => ({
    left: x - clear,
    right: x + clear,
    top: y - clear,
    bottom: y + clear,
  }));
  const placed: PlacedLabel[] = [];
  for (const label of labels.toSorted((a, b) => b.rank - a.rank)) {
    const isFree = (box: Box) =>
      box.left >= 0 &&
      box.top >= 0 &&
      box.right <= width &&
      box.bottom <= height &&
      !taken.some((other) => overlaps(box, other));
    const found = boxesOf(label).find(isFree);
    if (found === undefined) continue;
    taken.push(found);
    placed.push({ key: label.key, text: label.text, left: found.left, top: found.top });
  }
  return placed;
}
