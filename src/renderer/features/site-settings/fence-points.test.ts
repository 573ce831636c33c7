import { expect, it } from 'vitest';
import { cornersOf, polygonOf, readCorners, writeCorners } from './fence-points.ts';

const CORNERS = [
  { lat: 52.52, lon: 13.4 },
  { lat: 52.53, lon: 13.4 },
  { lat: 52.53, lon: 13.41 },
];

it('closes the ring of a geometry and opens it again', () => {
  expect(polygonOf(CORNERS)).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [13.4, 52.52],
        [13.4, 52.53],
        [13.41, 52.53],
        [13.4, 52.52],
      ],
    ],
  });
  expect(cornersOf(polygonOf(CORNERS))).toEqual(CORNERS);
});

it('has no corners of a circle, of a shape with a hole, or of what is no geometry', () => {
  expect(cornersOf({ radius_m: 100 })).toBeNull();
  expect(cornersOf({ type: 'Polygon', coordinates: [[], []] })).toBeNull();
  expect(
    cornersOf({
      type: 'Polygon',
      coordinates: [
        [
          ['a', 'b'],
          [1, 2],
        ],
      ],
    }),
  ).toBeNull();
});

it('reads corners as they are typed, and refuses too few or what is no number', () => {
  expect(readCorners(writeCorners(CORNERS))).toEqual(CORNERS);
  expect(readCorners('52.52 13.4\n52.53;13.4\n\n52.53,13.41')).toEqual(CORNERS);
  expect(readCorners('52.52, 13.4\n52.53, 13.4')).toBeNull();
  expect(readCorners('52.52, 13.4\n52.53, x\n52.53, 13.41')).toBeNull();
});
