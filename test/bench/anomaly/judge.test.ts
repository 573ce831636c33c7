import { expect, it } from 'vitest';
import { episodesOf } from './episodes.ts';
import { effectOn } from './events.ts';
import { falseRate, judge, recallOf, thresholdFor } from './judge.ts';
import type { Label, Series } from './series.ts';
import { drawAll } from './series.ts';

const BUCKETS = 960;
const silence = (start: number, end: number, changed = 20): Label => ({
  ...{ kind: 'silence', start, end, factor: 0, changed },
});
const seriesWith = (labels: readonly Label[], rest: Partial<Series> = {}): Series => ({
  ...{ name: 'S', kind: 'mall', phi: 0.1, slots: [], labels, move: null, jump: null },
  counts: new Int32Array(BUCKETS),
  means: new Float64Array(BUCKETS),
  ...rest,
});
const scoresWith = (alarms: Readonly<Record<number, number>>) =>
  Float32Array.from({ length: BUCKETS }, (_, bucket) => alarms[bucket] ?? 0);
const span = { from: 0, to: 10 };
const judged = (series: Series, alarms: Readonly<Record<number, number>>, threshold = 2) =>
  judge([{ series, scores: scoresWith(alarms) }], threshold, span);

it('finds a label by an alarm on its side while it lasts, and tells the minutes to the end of that bucket', () => {
  const series = seriesWith([silence(100.5, 110)]);
  expect(judged(series, { 102: -2.5, 103: -3 }).labels[0]?.delay).toBe(2.5 * 15);
  expect(judged(series, { 102: 2.5 }).labels[0]?.delay).toBeNull();
  expect(judged(series, { 99: -2.5 }).labels[0]?.delay).toBeNull();
  expect(judged(series, { 110: -2.5 }).labels[0]?.delay).toBeNull();
});

it('asks only for labels that changed 12 events or more', () => {
  const series = seriesWith([silence(100, 110, 11.9), silence(300, 310, 12)]);
  expect(judged(series, {}).labels.map(({ label }) => label.start)).toEqual([300]);
});

it('calls an episode false that touches no label and does not open within 8 h after one', () => {
  const series = seriesWith([silence(100, 110, 1)]);
  expect(judged(series, { 90: -3 }).false_alarms).toHaveLength(1);
  expect(judged(series, { 99: -3, 100: -3 }).false_alarms).toHaveLength(0);
  expect(judged(series, { 141: 3 }).false_alarms).toHaveLength(0);
  expect(judged(series, { 142: 3 }).false_alarms).toHaveLength(1);
});

it('counts alarms at most 2 h apart once, and rests for 24 h', () => {
  const alarms = (buckets: readonly number[]) => Object.fromEntries(buckets.map((bucket) => [bucket, 2.5]));
  expect(episodesOf(scoresWith(alarms([10, 18, 26])), 2)).toEqual([{ side: 'ABOVE', alarms: [10, 18, 26] }]);
  expect(episodesOf(scoresWith(alarms([10, 60, 106])), 2).map(({ alarms: [first] }) => first)).toEqual([
    10, 106,
  ]);
});

it('divides by the days that were seen and without label, in the span alone', () => {
  const counts = new Int32Array(BUCKETS).fill(-1, 0, 48);
  const series = seriesWith([silence(100, 116)], { counts });
  expect(judged(series, {}).quiet_days).toBe((BUCKETS - 48 - 16 - 32) / 96);
  const two = judge([{ series, scores: scoresWith({ 600: 3, 950: 3 }) }], 2, { from: 6, to: 8 });
  expect(two.quiet_days).toBe(2);
  expect(falseRate(two)).toBe(0.5);
});

it('leaves out the two weeks after a moved shift', () => {
  const series = seriesWith([silence(500, 510)], { move: { bucket: 400, hours: 3 } });
  const { labels, false_alarms, quiet_days } = judged(series, { 300: 3, 600: -3 });
  expect([labels.length, false_alarms.length, quiet_days]).toEqual([0, 1, 400 / 96]);
});

it('finds the lowest threshold that keeps a rate of false alarms', () => {
  const all = [{ series: seriesWith([]), scores: scoresWith({ 100: 2, 300: 3, 500: 4, 700: 5 }) }];
  expect(thresholdFor(all, 0.2, span)).toBeCloseTo(3, 2);
  expect(thresholdFor(all, 0.2, span)).toBeGreaterThan(3);
  expect(recallOf([])).toBeNaN();
});

it('draws the same series from the same seed, with labels that tell what the counts went through', () => {
  const plan = { seed: 1, name: 'test', count: 8, days: 40, hasEvents: true, moved: 'NONE' } as const;
  const all = drawAll(plan);
  expect(drawAll(plan)).toEqual(all);
  const labels = all.flatMap((series) => series.labels.map((label) => ({ label, series })));
  expect(labels.length).toBeGreaterThan(30);
  for (const { label, series } of labels) {
    if (label.kind !== 'silence') continue;
    const during = series.counts.slice(Math.ceil(label.start), Math.floor(label.end));
    expect(Math.max(...during)).toBeLessThanOrEqual(0);
  }
});

it('lets an event change a bucket by the part that it covers', () => {
  const event = { kind: 'drop', start: 10.25, end: 12, factor: 0.2 } as const;
  expect([9, 10, 11, 12].map((bucket) => effectOn(event, bucket))).toEqual(
    [1, 0.4, 0.2, 1].map((x) => expect.closeTo(x, 12)),
  );
});
