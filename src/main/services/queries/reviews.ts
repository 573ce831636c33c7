import type { Answer } from '#contract/index.ts';
import { chanceOf } from '#core/indicators/review-sample.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Review } from '#core/model/desk.ts';
import { LocalTimeError } from '#core/schedule/local-date.ts';
import { type Zone, zoneOf } from '#core/schedule/local-time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { DeskView } from '../desks/desk-view.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';
import { createSamples } from '../reviews/sample.ts';
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
/** Of those that nobody has looked at, and of the others: more are told once these were looked at. */
const MOST_ITEMS = 200;
const AT_ONCE = 50;

type Item = Answer<'reviews.week'>['items'][number];

const toDto = ({ reviewed_at: at, reviewed_by: by, was, became }: Review): Item['review'] => ({
  ...{ at, by, was, became },
});

/** What a supervisor looks at again of a week. */
export function createReviewQueries({
  readModel,
  clock,
  host,
  desks,
}: Parts): Pick<QueryHandlers, 'reviews.week'> {
  const { reviews, findings } = readModel;
  const samples = createSamples(reviews);
  const shownOf = (scope: TenantScope, ids: readonly string[]): Item[] => {
    const known = new Map(reviews.of(ids).map((review) => [review.finding_id, review]));
    const rows = new Map(desks.onDesks(findings.rows(scope, ids)).map((row) => [row.id, row]));
    const resolved = reviews.resolvedBy([...rows.keys()]);
    return ids.flatMap((id) => {
      const [row, review] = [rows.get(id), known.get(id)];
      if (row === undefined) return [];
      const { resolved_by, note } = resolved.get(id) ?? { resolved_by: null, note: null };
      return [{ row, resolved_by, note, review: review === undefined ? null : toDto(review) }];
    });
  };
  /** In an order by chance: whoever does not come to the end of it has looked at a sample of the sample. */
  const itemsOf = async (week: string, sample: readonly string[], scope: TenantScope) => {
    const ids = sample.toSorted((a, b) => chanceOf(week, a) - chanceOf(week, b));
    const items: Item[] = [];
    const room = { open: MOST_ITEMS, done: MOST_ITEMS };
    const pause = createPause();
    let more = false;
    for (let at = 0; at < ids.length && room.open > 0; at += AT_ONCE) {
      for (const item of shownOf(scope, ids.slice(at, at + AT_ONCE))) {
        const of = item.review === null ? 'open' : 'done';
        if (room[of] > 0) items.push(item);
        else more = true;
        room[of]--;
      }
      more ||= room.open <= 0 && at + AT_ONCE < ids.length;
      await pause();
    }
    return { items, more };
  };
  return {
    'reviews.week': async ({ day }, { scope }) => {
      const zone = zoneOf(host.timezone);
      const last = weeksBefore(weekAt(clock.now(), zone), 1, zone);
      const week = day === undefined ? last : weekOf(day, zone);
      const isOver = week.to <= clock.now();
      const { closed, sample } = await samples.of(week, isOver);
      const { items, more } = await itemsOf(week.week, sample, scope);
      const before = Array.from({ length: WEEKS }, (_, weeks) => weeksBefore(last, weeks, zone));
      const reviewed = reviews.countOf(before.map(({ week: monday }) => monday));
      const weeks: { week: string; sample: number; reviewed: number }[] = [];
      for (const each of before)
        weeks.push({
          ...{ week: each.week, sample: await samples.sizeOf(each, true) },
          reviewed: reviewed.get(each.week) ?? 0,
        });
      return { ...week, is_over: isOver, closed, sample: sample.length, items, more, weeks };
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
