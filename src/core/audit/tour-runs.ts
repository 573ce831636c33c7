import { STREAM } from '#core/model/event.ts';
import type { LatLon } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR } from '#core/model/time.ts';

/** How far back tours are looked at. A scheduled start older than this is no longer judged. */
export const TOUR_LOOKBACK = 26 * HOUR;

/** A stored event of a tour: started, completed, abandoned, or a checkpoint scan. */
export type TourEvent = {
  readonly stream: number;
  readonly subject: string;
  readonly status: string;
  readonly run: string | null;
  readonly checkpoint: string | null;
  readonly person: string | null;
  readonly ts: EpochMs;
  /** Where the phone was when it scanned, where it was asked for and said. */
  readonly place?: LatLon;
};

/** The first scan of a checkpoint in a run. */
export type Visit = {
  readonly checkpoint: string;
  readonly person: string | null;
  readonly ts: EpochMs;
  readonly place: LatLon | null;
};

/** One walk of a tour, folded from its events. */
export type TourRun = {
  readonly tour: string;
  readonly run: string | null;
  readonly person: string | null;
  /** Instant of its first event. */
  readonly began_at: EpochMs;
  readonly last_at: EpochMs;
  readonly completed_at: EpochMs | null;
  readonly abandoned_at: EpochMs | null;
  /** First scan of each checkpoint. */
  readonly scans: ReadonlyMap<string, EpochMs>;
  /** The same scans with whom and where, in order of time. */
  readonly visits: readonly Visit[];
};

type Draft = { -readonly [K in keyof TourRun]: TourRun[K] } & {
  scans: Map<string, EpochMs>;
  first: Map<string, Visit>;
};

/** Folds events into runs. The order of the events does not matter; those without a run id join the run of their tour that has none. */
export function foldTourRuns(events: readonly TourEvent[]): readonly TourRun[] {
  const runs = new Map<string, Draft>();
  for (const event of events) {
    if (!isTourEvent(event)) continue;
    const key = JSON.stringify([event.subject, event.run]);
    const run = runs.get(key);
    if (run === undefined) runs.set(key, withEvent(newRun(event), event));
    else withEvent(run, event);
  }
  return [...runs.values()].map(finished).sort((a, b) => a.began_at - b.began_at);
}

const finished = ({ first, ...run }: Draft): TourRun => ({
  ...run,
  visits: [...first.values()].sort((a, b) => a.ts - b.ts || (a.checkpoint < b.checkpoint ? -1 : 1)),
});

const isTourEvent = ({ stream }: TourEvent): boolean =>
  stream === STREAM.tour || stream === STREAM.tour_completion || stream === STREAM.tour_checkpoints;

const newRun = (event: TourEvent): Draft => ({
  tour: event.subject,
  run: event.run,
  person: event.person,
  began_at: event.ts,
  last_at: event.ts,
  completed_at: null,
  abandoned_at: null,
  scans: new Map(),
  visits: [],
  first: new Map(),
});

const earlier = (a: EpochMs | null | undefined, b: EpochMs): EpochMs =>
  a === null || a === undefined || b < a ? b : a;

function withEvent(run: Draft, event: TourEvent): Draft {
  run.began_at = Math.min(run.began_at, event.ts);
  run.last_at = Math.max(run.last_at, event.ts);
  run.person ??= event.person;
  if (event.status === 'COMPLETED') run.completed_at = earlier(run.completed_at, event.ts);
  if (event.status === 'ABANDONED') run.abandoned_at = earlier(run.abandoned_at, event.ts);
  if (event.checkpoint !== null) takeScan(run, event, event.checkpoint);
  return run;
}

function takeScan(run: Draft, { ts, person, place }: TourEvent, checkpoint: string): void {
  run.scans.set(checkpoint, earlier(run.scans.get(checkpoint), ts));
  const known = run.first.get(checkpoint);
  const visit = { checkpoint, person, ts, place: place ?? null };
  if (known === undefined || isBefore(visit, known)) run.first.set(checkpoint, visit);
}

/** Of two scans at one instant the same one is taken, whatever the order in which they are told. */
const isBefore = (a: Visit, b: Visit): boolean =>
  a.ts !== b.ts ? a.ts < b.ts : JSON.stringify(a) < JSON.stringify(b);
