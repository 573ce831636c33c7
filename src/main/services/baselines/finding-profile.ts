import { createSiteQuarters, startOf } from '#core/anomaly/quarters.ts';
import type { Judged } from '#core/anomaly/reading.ts';
import { sampleZ } from '#core/anomaly/sample.ts';
import { anomalyOf } from '#core/audit/rules/anomaly.ts';
import type { BaselineLevel, BaselineProfile } from '#core/model/evidence.ts';
import { BASELINE_LEVELS } from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { HOUR, toIso } from '#core/model/time.ts';
import { dayOfDate } from '#core/schedule/local-date.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import type { Store } from '#main/ports/store.ts';
import { DETECTORS } from './detectors.ts';
import type { Models } from './models.ts';
import { judgingOf } from './site-models.ts';
import type { BaselineStream } from './streams.ts';

const DAYS_A_WEEK = 7;
const MINUTES_AN_HOUR = 60;
const WEEKS_SHOWN = 6;
/** Samples of an hour on weekdays, and on weekend days, in a week. */
const SAMPLES_A_WEEK = { weekday: 20, weekend: 8 };
const FIRST_WEEKEND_HOUR = 120;

/** What was expected where an anomaly was found: the numbers behind it, for its evidence. Null for any other finding, and where nobody knows any more. */
export function baselineProfileOf(
  finding: Finding,
  site: Site,
  store: Store,
  models: Models,
): BaselineProfile | null {
  const known = anomalyOf(finding.finding_type);
  const stream = models.streamsOf(site).find(({ metric }) => metric === known?.metric);
  if (known === null || stream === undefined) return null;
  const reading = models.readings(site).find(({ metric }) => metric === known.metric);
  const judged = reading?.alarms.find(({ score }) => score < 0 === (known.side === 'BELOW'));
  const model = models.of(site).stateOf(stream.stream);
  if (reading === undefined || judged === undefined || model === null) return null;
  const { slot } = createSiteQuarters(site, new Set())(judged.quarter);
  const shares = sharesByLevel(DETECTORS[model.kind].shares(model.state, slot));
  return {
    metric: known.metric,
    kind: model.kind,
    hour_of_week: judged.hour_of_week,
    window: {
      start: toIso(startOf(judged.quarter + 1 - judged.window.length)),
      end: toIso(startOf(judged.quarter + 1)),
      observed: judged.window.observed,
      expected: judged.window.expected,
    },
    bucket: {
      start: toIso(startOf(judged.quarter)),
      observed: judged.value,
      expected: judged.expected,
      low: judged.low,
      high: judged.high,
    },
    score: judged.score,
    threshold: reading.threshold,
    scale: reading.scale,
    sensitivity: judgingOf(site, known.metric).sensitivity,
    sample_z: plainZ(store, site, stream, judged),
    state: judged.state,
    samples: judged.samples,
    weeks: judged.samples / weekly(judged.hour_of_week),
    level: heaviest(shares),
    shares,
    same_hour: sameHour(store, site, stream, judged),
  };
}

const weekly = (hourOfWeek: number): number =>
  hourOfWeek >= FIRST_WEEKEND_HOUR ? SAMPLES_A_WEEK.weekend : SAMPLES_A_WEEK.weekday;

const sharesByLevel = (shares: readonly number[]): Readonly<Record<BaselineLevel, number>> => ({
  ALL_HOURS: shares[0] ?? 0,
  HOUR_OF_DAY: shares[1] ?? 0,
  DAY_TYPE: shares[2] ?? 0,
  HOUR_OF_WEEK: shares[3] ?? 0,
});

const heaviest = (shares: Readonly<Record<BaselineLevel, number>>): BaselineLevel =>
  BASELINE_LEVELS.reduce((best, level) => (shares[level] > shares[best] ? level : best));

function plainZ(store: Store, site: Site, { stream, kind }: BaselineStream, judged: Judged): number | null {
  const [cell] = store.profiles
    .cells([site.id], [judged.hour_of_week])
    .filter((each) => each.stream === stream);
  return cell === undefined ? null : sampleZ(judged.value, cell.recent, kind);
}

/** What the local hour in which the bucket lies held in the weeks before: sums of counts, means of gauges. */
function sameHour(
  { events }: Store,
  site: Site,
  { stream, kind, sampleOf }: BaselineStream,
  judged: Judged,
): BaselineProfile['same_hour'] {
  const zone = zoneOf(site.timezone);
  const { date, minutes } = zone.local(startOf(judged.quarter));
  const known_since = events.firstSeen([site.id]).get(site.id) ?? Number.POSITIVE_INFINITY;
  return Array.from({ length: WEEKS_SHOWN }, (_, week) => {
    const day = dayOfDate(date) - DAYS_A_WEEK * (week + 1);
    const from = zone.instantOnDay(day, minutes - (minutes % MINUTES_AN_HOUR), 'scheduled');
    const rows = events.quarterHours(from, from + HOUR, [site.id]);
    const known = rows.filter((row) => row.stream === stream).flatMap((row) => sampleOf(row) ?? []);
    const sum = known.reduce((total, sample) => total + sample, 0);
    if (from < known_since || (kind === 'GAUGE' && known.length === 0))
      return { start: toIso(from), observed: null };
    return { start: toIso(from), observed: kind === 'GAUGE' ? sum / known.length : sum };
  });
}
