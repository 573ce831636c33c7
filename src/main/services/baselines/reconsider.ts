import { createSiteQuarters, quarterAt, startOf } from '#core/anomaly/quarters.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import { isTaken } from '#core/anomaly/sample.ts';
import type { Site } from '#core/model/site.ts';
import type { ScoredRow, Store } from '#main/ports/store.ts';
import type { Models } from './models.ts';
import { rebuilt } from './rebuilt.ts';

/** What a second look at the last buckets of a site found. */
export type SecondLook = {
  /** The buckets as they are judged now, oldest first. */
  readonly rows: readonly ScoredRow[];
};

/**
 * Late events have come for buckets that were taken in already: the models go back to the checkpoint before them and take everything
 * in again as it is known now, so that what is learned is what happened. Null when nothing changes, or when nobody can go back: no
 * checkpoint is old enough, or somebody has taught the site since.
 */
export function reconsider(site: Site, from: number, store: Store, models: Models): SecondLook | null {
  const current = models.of(site);
  const end = current.taken_to;
  if (end === null || from >= end || site.audit.anomaly_scale === 'SAMPLE') return null;
  const { baselines } = store;
  const before = baselines.scored([site.id], from, end);
  const counts = new Map(
    store.events
      .quarterHours(startOf(from), startOf(end), [site.id])
      .map((row) => [`${row.stream} ${quarterAt(row.at)}`, row]),
  );
  const streams = new Map(models.streamsOf(site).map((stream) => [stream.stream, stream]));
  const valueNow = ({ stream }: Sample, quarter: number): number | null =>
    streams.get(stream)?.sampleOf(counts.get(`${stream} ${quarter}`)) ?? null;
  const first = before.find(({ quarter, samples }) =>
    samples.some((sample) => isChanged(sample, valueNow(sample, quarter))),
  );
  if (first === undefined) return null;
  const [kept] = baselines.checkpoints([site.id], first.quarter);
  const taughtAt = baselines.taughtAt(site.id);
  if (kept === undefined || (taughtAt !== null && kept.quarter < taughtAt)) return null;
  const [again] = rebuilt(store, [site], models.streamsOf, first.quarter);
  if (again === undefined) return null;
  const leftOut = models.leftOut([site]).get(site.id) ?? new Set<string>();
  const quartersOf = createSiteQuarters(site, leftOut);
  const rows = before
    .filter(({ quarter }) => quarter >= first.quarter)
    .map(({ quarter, samples }): ScoredRow => {
      const { slot } = quartersOf(quarter);
      const looked = samples.map((sample): Sample => {
        const stream = streams.get(sample.stream);
        const value = valueNow(sample, quarter);
        if (stream === undefined || value === null || !isTaken(sample)) {
          again.leave(sample.stream);
          return sample;
        }
        return again.take({ site, stream, slot, value, recent: null, scored: true }).sample;
      });
      again.taken_to = quarter + 1;
      return { site_id: site.id, quarter, samples: looked };
    });
  again.taken_to = end;
  store.transaction(() => {
    baselines.saveScored(rows);
    baselines.dropAfter(site.id, first.quarter);
  });
  again.kept_to = kept.quarter;
  models.replace(again);
  return { rows };
}

/** True when a sample that was taken in has another value now. */
const isChanged = (sample: Sample, value: number | null): boolean =>
  isTaken(sample) && value !== null && Math.fround(value) !== sample.value;

/** Whether an alarm of a stream on one side is left in buckets from <= quarter. */
export const hasAlarm = (
  { rows }: SecondLook,
  stream: number,
  side: 'BELOW' | 'ABOVE',
  from: number,
): boolean =>
  rows.some(
    ({ quarter, samples }) =>
      quarter >= from &&
      samples.some(
        (sample) =>
          sample.stream === stream && sample.alarm && (sample.score ?? 0) < 0 === (side === 'BELOW'),
      ),
  );
