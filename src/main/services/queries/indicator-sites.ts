import type { Stability } from '#core/anomaly/profile-view.ts';
import { TOUR_STREAMS } from '#core/audit/expected-tours.ts';
import { TASK_STREAMS } from '#core/audit/task-memory.ts';
import { foldTourRuns } from '#core/audit/tour-runs.ts';
import type { Indicator } from '#core/indicators/indicator.ts';
import { TASKS_FROM, TOURS_FROM, tasksOnTime, toursOnTime } from '#core/indicators/punctual.ts';
import type { Punctuality } from '#core/indicators/value.ts';
import { punctualityIndicator, stabilityIndicator } from '#core/indicators/value.ts';
import { isAudited, type Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { FirstSlots, Span } from './indicator-facts.ts';
import { inSlices } from './slices.ts';

export type StabilityOf = (sites: readonly Site[]) => Promise<(site: Site) => Stability>;
type Parts = { readonly first: FirstSlots; readonly stabilityAt: StabilityOf; readonly now: EpochMs };

/** One site's thirty days are some milliseconds. */
const SITES_AT_ONCE = 1;
/** After so long baselines should be stable. */
const LEARNING = 30 * DAY;

/** Tours and tasks of every site that was audited within the span, and how far baselines can be relied on now. */
export async function readSites(
  readModel: ReadModel,
  chosen: readonly Site[],
  { from, to }: Span,
  { first, stabilityAt, now }: Parts,
): Promise<readonly Indicator[]> {
  const audited = chosen.filter(isAudited);
  const tours: Punctuality[] = [];
  const tasks: Punctuality[] = [];
  await inSlices(audited, SITES_AT_ONCE, (slice) => {
    for (const site of slice) {
      const since = first.get(site.id);
      if (since === undefined || since >= to) continue;
      const span = { start: Math.max(from, since), end: to };
      tours.push(toursOf(readModel, site, span));
      tasks.push(tasksOf(readModel, site, span));
    }
  });
  const stabilityOf = await stabilityAt(audited);
  return [
    stabilityIndicator(
      audited.map((site) => ({
        ...stabilityOf(site),
        is_grown: now - (first.get(site.id) ?? now) >= LEARNING,
      })),
    ),
    punctualityIndicator('tours_on_time_pct', added(tours)),
    punctualityIndicator('tasks_on_time_pct', added(tasks)),
  ];
}

function toursOf(readModel: ReadModel, site: Site, span: Interval): Punctuality {
  if (site.tours.length === 0) return { due: 0, on_time: 0 };
  const start = span.start - TOURS_FROM;
  const runs = foldTourRuns(readModel.activity([site.id], TOUR_STREAMS, start, span.end));
  const noted = { absences: [], extensions: [], tours: readModel.noted.tours(site.id, start) };
  return toursOnTime({ ...site, noted }, runs, span);
}

const tasksOf = (readModel: ReadModel, site: Site, span: Interval): Punctuality =>
  tasksOnTime(readModel.activity([site.id], TASK_STREAMS, span.start - TASKS_FROM, span.end), span);

const added = (all: readonly Punctuality[]): Punctuality =>
  all.reduce((sum, each) => ({ due: sum.due + each.due, on_time: sum.on_time + each.on_time }), {
    due: 0,
    on_time: 0,
  });
