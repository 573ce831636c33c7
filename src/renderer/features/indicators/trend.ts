import type { Expected, Series } from '#core/indicators/forecast.ts';

/** What a trend is drawn of: the value of each day; null: nothing was there to count. */
export type Values = Series;

export const WIDTH = 120;
export const HEIGHT = 20;

/** A trend in a box of WIDTH × HEIGHT, from zero to the highest value. */
export type TrendShape = {
  /** A day without a value parts two lines. */
  readonly lines: readonly string[];
  /** What is expected of the days to come, and between what; null: nothing is. */
  readonly ahead: { readonly line: string; readonly band: string } | null;
};

export function trendShape(values: Values, expected: readonly Expected[] | null): TrendShape {
  const most = Math.max(...values.map((value) => value ?? 0), ...(expected ?? []).map(({ high }) => high));
  const step = WIDTH / Math.max(1, values.length + (expected?.length ?? 0) - 1);
  const point = (day: number, value: number) => {
    const y = most === 0 ? HEIGHT : HEIGHT * (1 - value / most);
    return `${(day * step).toFixed(1)},${y.toFixed(1)}`;
  };
  const lines: string[][] = [];
  let isParted = true;
  values.forEach((value, day) => {
    if (value !== null) {
      if (isParted) lines.push([]);
      lines.at(-1)?.push(point(day, value));
    }
    isParted = value === null;
  });
  const along = (of: keyof Expected) =>
    (expected ?? []).map((day, index) => point(values.length + index, day[of]));
  return {
    lines: lines.map((points) => points.join(' ')),
    ahead:
      expected === null
        ? null
        : {
            line: along('value').join(' '),
            band: [...along('high'), ...along('low').toReversed()].join(' '),
          },
  };
}
