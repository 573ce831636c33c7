import { expect, it } from 'vitest';
import { baselineMetric, seriesPoints } from '#test/kit/baselines.ts';
import { bucketText, dateText, limitText, pointText, raisedText } from './words.ts';

const metric = baselineMetric('phone_events');
const at = Date.UTC(2026, 10, 19, 19, 45);

it('says what is raised, or why nothing is', () => {
  expect(raisedText(metric)).toBe('raised for too little and too much');
  expect(raisedText({ ...metric, direction: 'BELOW' })).toBe('raised for too little');
  expect(raisedText({ ...metric, not_judged: 'the site is in maintenance' })).toBe(
    'not raised now: the site is in maintenance',
  );
});

it('says from what on it is an anomaly, on which scale, and how often chance reaches it', () => {
  expect(limitText(metric)).toBe('2 sigma a day: by chance once in 22 days');
  expect(limitText({ ...metric, threshold: 1.5 })).toContain('7 days');
  expect(limitText({ ...metric, kind: 'GAUGE' })).toBe('2 z');
  expect(limitText({ ...metric, scale: 'SAMPLE' })).toMatch(/^2 robust z: how far 15 minutes lie/);
});

it('tells a bucket in the time of the site, with all its numbers', () => {
  const [point] = seriesPoints(at, [0], () => ({ score: -3.42 }));
  if (point === undefined) throw new Error('one point');
  expect(dateText('2026-11-20')).toBe('Fri 20 Nov 2026');
  expect(bucketText(at, 'Asia/Kolkata')).toBe('Fri 20 Nov 01:15–01:30 IST');
  expect(pointText(point, metric)).toBe(
    'observed 0, expected 6, usual 3 to 9, score −3.4 sigma a day (limit 2), judged',
  );
  const unknown = { ...point, observed: null, expected: null, low: null, high: null, score: null };
  expect(pointText({ ...unknown, state: 'OUTAGE' }, metric)).toBe(
    'nothing observed, nothing expected, source was out',
  );
  expect(pointText({ ...unknown, observed: 3, state: 'UNKNOWN' }, metric)).toBe(
    'observed 3, nothing expected, not judged',
  );
});
