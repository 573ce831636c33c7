import type { Fix } from '#core/audit/fixes.ts';
import type { Rule } from '#core/audit/rule.ts';
import type { TourEvent, TourRun } from '#core/audit/tour-runs.ts';
import { foldTourRuns, TOUR_LOOKBACK } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import type { LatLon, Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';
import type { SignalRow, Store } from '#main/ports/store.ts';
import type { Memory } from './memory.ts';

/** The runs of a site's tours, and the positions of people meanwhile where a rule needs walks. */
export type Tours = {
  readonly runs: readonly TourRun[];
  readonly walk_fixes: ReadonlyMap<string, readonly Fix[]>;
};
export const NO_TOURS: Tours = { runs: [], walk_fixes: new Map() };

/** As much of a round as tells what to read. */
type Asked = {
  readonly at: EpochMs;
  readonly sites: readonly Site[];
  readonly rules: readonly Rule[];
  readonly memory: Pick<Memory, 'noted'>;
};

const TOUR_STREAMS = [STREAM.tour, STREAM.tour_completion, STREAM.tour_checkpoints] as const;
const WALK_STREAMS = [STREAM.tour_checkpoints, STREAM.location_updates] as const;
/** A run may begin this long before its scheduled start (its grace, at most). */
const BEFORE_START = 2 * HOUR;
/** A walk may be told so long after it ended, beside the time from one audit to the next. */
export const WALK_LATENESS = 4 * HOUR;

/**
 * The tours of the sites of a round, by site: one statement, and one more where a rule needs walks. Runs that the desk made are
 * no walks: rules find those at the site, bound to their start.
 */
export function loadTours({ rules, sites, at, memory }: Asked, store: Store): ReadonlyMap<number, Tours> {
  if (!rules.some(({ needs }) => needs.includes('tours'))) return new Map();
  const toured = sites.filter((site) => site.tours.length > 0);
  if (toured.length === 0) return new Map();
  const ids = toured.map(({ id }) => id);
  const rows = store.events
    .activity(ids, TOUR_STREAMS, at - TOUR_LOOKBACK - BEFORE_START, at)
    .filter(({ site_id, run }) => !memory.noted.isByHand(site_id, run));
  const events = Map.groupBy(rows, ({ site_id }) => site_id);
  const withWalks = rules.some(({ needs }) => needs.includes('walks'));
  const signals = withWalks ? loadSignals(toured, events, at, store) : new Map<number, SignalRow[]>();
  return new Map([...events].map(([id, own]) => [id, toursOf(own, signals.get(id) ?? [])]));
}

/** Scans and positions since the begin of the oldest run, at the sites at which one was heard of lately. */
function loadSignals(
  sites: readonly Site[],
  events: ReadonlyMap<number, readonly TourEvent[]>,
  at: EpochMs,
  store: Store,
): ReadonlyMap<number, readonly SignalRow[]> {
  const period = Math.max(...sites.map(({ audit }) => audit.deep_audit_frequency_hours)) * HOUR;
  const lately = sites.flatMap(({ id }) => {
    const runs = foldTourRuns(events.get(id) ?? []);
    const recent = runs.filter(({ last_at }) => last_at > at - period - WALK_LATENESS);
    return recent.length === 0 ? [] : [{ id, began_at: Math.min(...recent.map((run) => run.began_at)) }];
  });
  if (lately.length === 0) return new Map();
  const ids = lately.map(({ id }) => id);
  const from = Math.min(...lately.map(({ began_at }) => began_at)) - 1;
  return Map.groupBy(store.events.signals(ids, WALK_STREAMS, from, at), ({ site_id }) => site_id);
}

function toursOf(events: readonly TourEvent[], rows: readonly SignalRow[]): Tours {
  const walk_fixes = new Map<string, Fix[]>();
  const places = new Map<string, LatLon>();
  for (const { stream, person, ts, lat, lon, acc, mock, word } of rows) {
    if (lat === null || lon === null) continue;
    if (stream === STREAM.tour_checkpoints) places.set(scanKey(word, person, ts), { lat, lon });
    else if (person !== null) {
      const own = walk_fixes.get(person) ?? [];
      own.push({ ts, lat, lon, accuracy: acc, mock: mock === 1 });
      walk_fixes.set(person, own);
    }
  }
  const placed = events.map((event) => {
    const place = places.get(scanKey(event.checkpoint, event.person, event.ts));
    return place === undefined ? event : { ...event, place };
  });
  return { runs: foldTourRuns(placed), walk_fixes };
}

const scanKey = (checkpoint: string | null, person: string | null, ts: EpochMs): string =>
  JSON.stringify([checkpoint, person, ts]);
