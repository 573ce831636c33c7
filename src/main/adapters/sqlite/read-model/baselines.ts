import { quarterAt, startOf } from '#core/anomaly/quarters.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { createBaselineRepo } from '../baselines.ts';
import { walkedHotRows } from '../events/hot.ts';
import { createQuarterHours } from '../events/reads.ts';
import type { Session } from '../statements.ts';
import { createSignalNames } from './profile.ts';

/** What the models made of each bucket, and what they leave out. */
export function createBaselines(session: Session): ReadModel['baselines'] {
  const { scored, leftOut } = createBaselineRepo(session);
  const quarterHours = createQuarterHours(session, walkedHotRows(session));
  const names = createSignalNames(session);
  return {
    series(siteId, metric, from, to) {
      const stream = names.id(metric);
      const samples = new Map(
        scored([siteId], from, to).map((row) => [
          row.quarter,
          row.samples.find((sample) => sample.stream === stream) ?? null,
        ]),
      );
      const counters = new Map(
        quarterHours(startOf(from), startOf(to), [siteId])
          .filter((row) => row.stream === stream)
          .map(({ at, n, sum }) => [quarterAt(at), { n, sum }]),
      );
      return Array.from({ length: Math.max(0, to - from) }, (_, place) => {
        const quarter = from + place;
        return {
          quarter,
          sample: samples.get(quarter) ?? null,
          counted: counters.get(quarter) ?? null,
        };
      });
    },
    leftOut: (siteId) =>
      leftOut([siteId]).map(({ date, reason, actor, at }) => ({ date, reason, by: actor, at })),
  };
}
