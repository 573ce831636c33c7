/** What a trend is drawn of: the value of each day; null: nothing was there to count. */
export type Values = readonly (number | null)[];

export const WIDTH = 120;
export const HEIGHT = 20;

/** The lines of a trend in a box of WIDTH × HEIGHT, from zero to the highest value; a day without one parts two lines. */
export function trendLines(values: Values): readonly string[] {
  const most = Math.max(...values.map((value) => value ?? 0));
  const step = WIDTH / Math.max(1, values.length - 1);
  const lines: string[][] = [];
  let isParted = true;
  values.forEach((value, day) => {
    if (value !== null) {
      if (isParted) lines.push([]);
      const y = most === 0 ? HEIGHT : HEIGHT * (1 - value / most);
      lines.at(-1)?.push(`${(day * step).toFixed(1)},${y.toFixed(1)}`);
    }
    isParted = value === null;
  });
  return lines.map((points) => points.join(' '));
}
