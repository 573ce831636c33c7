import { expect, it } from 'vitest';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { busyCollected } from '#test/kit/bundle.ts';
import { type BundleTrailRow, brokenRow, trailLines } from './trail-rows.ts';

const { trail, head } = busyCollected(1);
const whole: readonly BundleTrailRow[] = trail.map((row) => ({ ...row, redacted: false }));
const brokenIn = (rows: readonly BundleTrailRow[], at = head) =>
  brokenRow(new TextEncoder().encode(trailLines(rows)), at, bundleTools);
const changed = (seq: number, change: Partial<BundleTrailRow>) =>
  whole.map((row) => (row.seq === seq ? { ...row, ...change } : row));

it('finds nothing wrong with rows as they were chained, also with gaps where other rows stand between', () => {
  expect(brokenIn(whole)).toBeNull();
  expect(brokenIn(whole.filter(({ seq }) => seq % 2 === 0))).toBeNull();
});

it.each([
  ['a changed reason', { reason: 'another' }, 'was changed'],
  ['another person', { actor: 'Eve' }, 'was changed'],
  ['another payload', { payload: { before: null, after: { status: 'NEW' } } }, 'has another payload'],
  ['a broken link', { previous_hash: 'f'.repeat(64) }, 'does not continue'],
])('names the row with %s', (_, change, why) => {
  expect(brokenIn(changed(7, change))).toMatch(new RegExp(`^row 7 .*${why}`));
});

it('knows a row that is out of order, twice, or beyond the head', () => {
  expect(brokenIn(whole.toReversed())).toMatch(/row 119 is not in its place/);
  expect(brokenIn([...whole.slice(0, 3), ...whole.slice(2, 3)])).toMatch(/row 3 is not in its place/);
  expect(brokenIn(whole, { seq: 119, hash: head.hash })).toMatch(/beyond the head/);
  expect(brokenIn(whole, { seq: 120, hash: 'f'.repeat(64) })).toMatch(/row 120 is beyond the head/);
});

it('takes a purged payload for what it is, and does not make the hashes of a redacted row again', () => {
  expect(brokenIn(changed(7, { payload: null }))).toBeNull();
  const none = '0'.repeat(64);
  const hashes = { hash: none, previous_hash: none, payload_hash: none };
  const redacted = whole.map((row) => ({ ...row, ...hashes, actor: 'operator-1', redacted: true }));
  expect(brokenIn(redacted)).toBeNull();
  expect(brokenIn(redacted, { seq: 119, hash: head.hash })).toMatch(/row 120 is beyond the head/);
  expect(brokenIn(redacted.toReversed())).toMatch(/row 119 is not in its place/);
});
