/** Places on a bar from 0 to 100, in percent. */
export type BandPlaces = {
  readonly observed: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
};

export type BandNumbers = BandPlaces;

/** Room beyond the outermost number, as a share of the bar. */
const MARGIN = 0.06;

/** Where the numbers of a bucket lie on a bar that has room for all of them: from nothing on for counts. */
export function placesOf(numbers: BandNumbers, kind: 'COUNT' | 'GAUGE'): BandPlaces {
  const { observed, expected, low, high } = numbers;
  const least = kind === 'COUNT' ? 0 : Math.min(observed, low);
  const most = Math.max(observed, high, least + 1e-9);
  const place = (value: number) => (MARGIN + ((value - least) / (most - least)) * (1 - 2 * MARGIN)) * 100;
  return { observed: place(observed), expected: place(expected), low: place(low), high: place(high) };
}
