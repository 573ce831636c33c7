import type { Goal } from './goals.ts';
import { type Measured, typeRow } from './measure.ts';
import type { HeardOutage } from './outages.ts';
import { isPrompt } from './promptness.ts';

/** Examples of what went wrong that are shown, of each kind. */
const MOST_SHOWN = 10;

/** The figures of a story as one object of plain data. */
export function summaryOf({ comparison, judged, ...rest }: Measured) {
  return {
    ...rest,
    types: comparison.types.map((type) => typeRow(type, judged)),
    missed: comparison.missed.length,
    unexplained: comparison.unexplained.length,
    source_outages: rest.source_outages.map(briefly),
    site_outages: rest.site_outages.map(briefly),
  };
}

const briefly = ({ site, start, notifications, types }: HeardOutage) => ({
  site,
  start,
  notifications,
  types,
});

/** Tables for people. */
export function printMeasured(
  measured: Measured,
  goals: readonly Goal[],
  times: Readonly<Record<string, number>>,
): void {
  const { shape, events, comparison, judged } = measured;
  console.log(`\n${shape.sites} sites × ${shape.days} days, seed ${shape.seed}: ${events} events`);
  const per_million = Math.round((times.total ?? 0) / (events / 1e6) / 1_000);
  console.table({ ...times, 'seconds per million events': per_million });
  console.table(comparison.types.map((type) => rounded(typeRow(type, judged))));
  console.table({
    'findings per site and day': rounded(measured.findings_per_site_day),
    'alerts per site and day': rounded(measured.alerts_per_site_day),
    'notifications per site and day': rounded(measured.notifications_per_site_day),
    'alerts per quiet site and week': rounded(measured.quiet_weeks),
  });
  console.log('alarms per console and 10 minutes:');
  console.table([rounded(measured.console)]);
  showExamples(measured);
  console.table(
    goals.map(({ goal, figure, met }) => ({ goal, figure, met: met === null ? '-' : met ? 'yes' : 'NO' })),
  );
}

function showExamples({ comparison, judged, source_outages, site_outages }: Measured): void {
  const some = (what: string, items: readonly unknown[]) => {
    for (const item of items.slice(0, MOST_SHOWN)) console.log(what, JSON.stringify(item));
  };
  some('missed', comparison.missed);
  some(
    'unexplained',
    comparison.unexplained.map(({ site, finding_type, subject, condition_started_at, detected_at }) => ({
      ...{ site, finding_type, subject, condition_started_at, detected_at },
    })),
  );
  some(
    'late',
    judged
      .filter((each) => !each.late_data && !isPrompt(each))
      .map(({ truth, taken, limit }) => ({ ...truth, taken_s: taken / 1_000, limit_s: limit / 1_000 })),
  );
  some('outage of a source', source_outages);
  some(
    'outage of a site',
    site_outages.filter(({ notifications }) => notifications !== 1),
  );
}

/** Numbers with three decimals at most, for tables. */
const rounded = <T extends object>(row: T) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value,
    ]),
  );
