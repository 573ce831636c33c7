import { foldTourRuns } from '#core/audit/tour-runs.ts';
import type { TourLog } from '#core/model/evidence.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { toIso } from '#core/model/time.ts';
import type { StoredEvent, TourByHandRow } from '#main/ports/store.ts';
import { eventId } from './event-id.ts';

/** What the desk accounted for in the window, however long before it the tour was completed; as of its end. */
type ByHand = { readonly byHand: readonly TourByHandRow[]; readonly at: EpochMs };

/** The tours of which the events tell, each with its checkpoints, and those that the desk accounted for. */
export function tourLogs(
  events: readonly StoredEvent[],
  site: Site,
  { byHand, at }: ByHand,
): readonly TourLog[] {
  const byScan = new Map<string, string>();
  const runsOfDesk = new Set(byHand.map(({ run }) => run));
  const tourEvents = events.flatMap((event) => {
    if (event.activity === null) return [];
    const { subject, run, checkpoint } = event.activity;
    if (run !== null && runsOfDesk.has(run)) return [];
    if (checkpoint !== null) byScan.set(JSON.stringify([subject, run, checkpoint, event.ts]), eventId(event));
    return [{ stream: event.stream, ts: event.ts, ...event.activity }];
  });
  const walked = foldTourRuns(tourEvents).map((run): TourLog => {
    const tour = site.tours.find(({ code }) => code === run.tour);
    const codes = tour?.checkpoints.map(({ code }) => code) ?? [...run.scans.keys()];
    const checkpoints = codes.map((code) => {
      const at = run.scans.get(code) ?? null;
      const event = at === null ? null : (byScan.get(JSON.stringify([run.tour, run.run, code, at])) ?? null);
      return { code, scanned_at: at === null ? null : toIso(at), event };
    });
    const scanned = checkpoints.filter(({ scanned_at }) => scanned_at !== null).length;
    return {
      id: run.run ?? run.tour,
      tour: run.tour,
      run: run.run,
      status: run.completed_at !== null ? 'COMPLETED' : run.abandoned_at !== null ? 'ABANDONED' : 'STARTED',
      started_at: toIso(run.began_at),
      ended_at: run.completed_at === null ? null : toIso(run.completed_at),
      people: run.person,
      checkpoint_coverage: tour === undefined || codes.length === 0 ? null : scanned / codes.length,
      checkpoints,
    };
  });
  return [...walked, ...byHand.filter(({ noted_at }) => noted_at <= at).map(logByHand)];
}

/** No device told of it, so nothing is known of its begin and its checkpoints. */
const logByHand = (done: TourByHandRow): TourLog => ({
  id: done.run,
  tour: done.tour,
  run: done.run,
  status: 'COMPLETED',
  started_at: null,
  ended_at: toIso(done.completed_at),
  people: done.person,
  checkpoint_coverage: null,
  checkpoints: [],
  manual: true,
  scheduled_start: toIso(done.start),
  noted_at: toIso(done.noted_at),
  noted_by: done.noted_by,
  reason: done.reason,
});
