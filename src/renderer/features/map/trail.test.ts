import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { nearest, stretchesOf, thinned, timeStep, tracksOf, whereAt } from './trail.ts';

const START = Date.parse('2026-11-20T02:00:00Z');
const point = (
  minute: number,
  person: string | null = 'G-1',
  lat = minute / 1000,
  accuracy: number | null = 10,
) => ({
  lat,
  lon: 0,
  timestamp: new Date(START + minute * MINUTE).toISOString(),
  accuracy,
  people_id: person,
  event: `e${minute}`,
});
const [track] = tracksOf([point(0), point(4, 'G-1', 0.004, 30), point(30)]);
if (track === undefined) throw new Error('no track');
const at = (minute: number) => START + minute * MINUTE;

describe('tracks', () => {
  it('are one per person, in the order of their fixes, numbered by who was heard first', () => {
    const tracks = tracksOf([point(9, 'G-2'), point(8, 'G-1'), point(3, 'G-2'), point(1, null)]);
    expect(tracks.map(({ person, number, fixes }) => [person, number, fixes.map((fix) => fix.at)])).toEqual([
      ['?', 1, [at(1)]],
      ['G-2', 2, [at(3), at(9)]],
      ['G-1', 3, [at(8)]],
    ]);
  });

  it('say where somebody was between two fixes that are near in time, with the worse accuracy', () => {
    expect(whereAt(track, at(-1))).toBeNull();
    expect(whereAt(track, at(1))).toMatchObject({ lat: 0.001, fixAt: at(0), accuracy: 30 });
    expect(whereAt(track, at(4))?.lat).toBe(0.004);
  });

  it('hold somebody at the last fix where nobody knows the way', () => {
    expect(whereAt(track, at(20))).toMatchObject({ lat: 0.004, fixAt: at(4), at: at(20), accuracy: 30 });
    expect(whereAt(track, at(99))).toMatchObject({ lat: 0.03, fixAt: at(30) });
  });

  it('are cut into colours by time, without holes, and where no fix came for long', () => {
    expect([0, 9, 10, 59, 60, 99].map((minute) => timeStep(at(minute), at(0), at(60)))).toEqual([
      0, 0, 1, 5, 5, 5,
    ]);
    expect(timeStep(at(5), at(5), at(5))).toBe(5);
    const [walk] = tracksOf([point(0), point(5), point(9), point(12), point(40)]);
    const stretches = walk === undefined ? [] : stretchesOf(walk, at(0), at(60));
    expect(
      stretches.map(({ step, isGap, fixes }) => [step, isGap, fixes.map((fix) => (fix.at - START) / MINUTE)]),
    ).toEqual([
      [0, false, [0, 5, 9]],
      [1, false, [9, 12]],
      [4, true, [12, 40]],
    ]);
  });
});

it('leaves out dots that would lie on each other, never the newest', () => {
  const spots = [0, 1, 2, 5, 6].map((x) => ({ x, y: 0 }));
  expect(thinned(spots, 3).map(({ x }) => x)).toEqual([0, 5, 6]);
  expect(thinned([], 3)).toEqual([]);
});

it('names the nearest place with its distance', () => {
  const found = nearest({ lat: 0, lon: 0 }, [
    { code: 'far', lat: 1, lon: 0 },
    { code: 'near', lat: 0, lon: 0.001 },
  ]);
  expect(found?.place.code).toBe('near');
  expect(found?.metres).toBeCloseTo(111.2, 1);
  expect(nearest({ lat: 0, lon: 0 }, [])).toBeNull();
});
