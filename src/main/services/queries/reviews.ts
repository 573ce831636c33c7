import { sampleOf } from '#core/indicators/review-sample.ts';
import { LocalTimeError } from '#core/schedule/local-date.ts';
import { type Zone, zoneOf } from '#core/schedule/local-time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { DeskView } from '../desks/desk-view.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';
import { type Week, weekAt, weekOfDate, weeksBefore } from '../reviews/week.ts';
import type { HostFacts } from './engine.ts';
import { createPause } from './indicator-facts.ts';

type Parts = {
  readonly readModel: Pick<ReadModel, 'reviews' | 'findings'>;
  readonly clock: Clock;
  readonly host: Pick<HostFacts, 'timezone'>;
  readonly desks: Pick<DeskView, 'onDesks'>;
};

/** Weeks that are offered: what was resolved earlier is about to go to the archive. */
const WEEKS = 8;

/** What a supervisor looks at again of a week. */
export function createReviewQueries({
  readModel,
  clock,
  host,
  desks,
}: Parts): Pick<QueryHandlers, 'reviews.week'> {
  const { reviews, findings } = readModel;
  return {
    'reviews.week': async ({ day }, { scope }) => {
      const zone = zoneOf(host.timezone);
      const last = weeksBefore(weekAt(clock.now(), zone), 1, zone);
      const week = day === undefined ? last : weekOf(day, zone);
      const closed = reviews.closedIn(week.from, week.to);
      const sample = sampleOf(week.week, closed);
      const known = new Map(reviews.of(sample).map((review) => [review.finding_id, review]));
      const rows = desks.onDesks(findings.rows(scope, sample));
      const weeks: { week: string; sample: number; reviewed: number }[] = [];
      const pause = createPause();
      for (let before = 0; before < WEEKS; before++) {
        const { week: monday, from, to } = weeksBefore(last, before, zone);
        const chosen = sampleOf(monday, reviews.closedIn(from, to));
        weeks.push({ week: monday, sample: chosen.length, reviewed: reviews.of(chosen).length });
        await pause();
      }
      return {
        ...week,
        is_over: week.to <= clock.now(),
        ...{ closed: closed.length, sample: sample.length },
        items: rows.map((row) => {
          const review = known.get(row.id);
          const found = findings.get(scope, row.id)?.finding;
          return {
            row,
            ...{ resolved_by: found?.resolved_by ?? null, note: found?.resolution_note ?? null },
            review:
              review === undefined
                ? null
                : { at: review.reviewed_at, by: review.reviewed_by, was: review.was, became: review.became },
          };
        }),
        weeks,
      };
    },
  };
}

function weekOf(day: string, zone: Zone): Week {
  try {
    return weekOfDate(day, zone);
  } catch (error) {
    if (!(error instanceof LocalTimeError)) throw error;
    throw new Refused('bad-request', `There is no day ${day}: write it as 2026-11-27.`);
  }
}
