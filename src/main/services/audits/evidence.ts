import { STREAM } from '#core/model/event.ts';
import type { BaselineProfile, Evidence, LocationPoint, TaskLog } from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import type { Store, StoredEvent } from '#main/ports/store.ts';
import { alertHistory } from './alert-history.ts';
import { eventId } from './event-id.ts';
import { type GuardSources, guardStatuses } from './guard-statuses.ts';
import { thinTrail } from './thin-trail.ts';
import { tourLogs } from './tour-logs.ts';

export type EvidenceSources = GuardSources & {
  readonly runbook: Runbook | null;
  /** What was expected where the finding is an anomaly; null for any other. */
  readonly baseline: () => BaselineProfile | null;
};

/** What evidence lists event by event. Phone events and metrics are only counted: a flood of them must not hold up a call for help. */
const LISTED = Object.values(STREAM).filter(
  (stream) => stream !== STREAM.phone_events && stream !== STREAM.undeclared_metric,
);

/** The evidence of a finding at `at`: what happened at its site in the look-back window. Null without a site. */
export function collectEvidence(
  finding: Finding,
  site: Site | null,
  at: EpochMs,
  sources: EvidenceSources,
): Evidence | null {
  if (site === null) return null;
  const lookback = site.audit.evidence_lookback_minutes;
  const start = at - lookback * MINUTE;
  const window = { start: toIso(start), end: toIso(at), duration_minutes: lookback };
  if (!site.audit.collect_evidence && finding.severity !== 'CRITICAL')
    return windowOnly(window, sources.runbook);
  const { store } = sources;
  const events = store.events.ofSite(site.id, start, at, LISTED);
  const lists = {
    location_history: locations(events, store),
    task_logs: tasks(events),
    tour_logs: tourLogs(events, site, { byHand: store.noted.tours(site.id, start), at }),
    alert_history: alertHistory(events, store, site, start, at),
    guard_status: guardStatuses(events, site, at, sources),
    signal_counts: signalCounts(store.events.countsOfSite(site.id, start, at), store),
  };
  const baseline_profile = sources.baseline();
  const expected = baseline_profile === null ? {} : { baseline_profile };
  return {
    collection_window: window,
    ...lists,
    ...expected,
    required: required(sources.runbook, { ...lists, ...expected }),
  };
}

const windowOnly = (window: Evidence['collection_window'], runbook: Runbook | null): Evidence => ({
  collection_window: window,
  location_history: [],
  task_logs: [],
  tour_logs: [],
  alert_history: [],
  guard_status: [],
  signal_counts: {},
  required: (runbook?.evidence_required ?? []).map((name) => ({
    name,
    present: false,
    why: 'collect_evidence is off at this site',
  })),
});

function locations(events: readonly StoredEvent[], store: Store): readonly LocationPoint[] {
  const points = events.flatMap((event): LocationPoint[] =>
    event.stream !== STREAM.location_updates || event.lat === null || event.lon === null
      ? []
      : [
          {
            lat: event.lat,
            lon: event.lon,
            timestamp: toIso(event.ts),
            accuracy: event.acc,
            people_id: event.person_id === null ? null : store.registry.personCode(event.person_id),
            event: eventId(event),
          },
        ],
  );
  return thinTrail(points);
}

function tasks(events: readonly StoredEvent[]): readonly TaskLog[] {
  const newest = new Map<string, TaskLog>();
  for (const event of events) {
    if (event.activity === null || (event.stream !== STREAM.task && event.stream !== STREAM.task_completions))
      continue;
    const { subject, status, person, due, title } = event.activity;
    const known = newest.get(subject);
    newest.set(subject, {
      id: subject,
      status,
      people: person,
      timestamp: toIso(event.ts),
      due: due === null ? (known?.due ?? null) : toIso(due),
      title: title ?? known?.title ?? null,
      event: eventId(event),
    });
  }
  return [...newest.values()];
}

function signalCounts(byStream: ReadonlyMap<number, number>, store: Store): Readonly<Record<string, number>> {
  const counts = [...byStream].flatMap(([stream, count]) => {
    const name = store.registry.signalName(stream);
    return name === null ? [] : [[name, count] as const];
  });
  return Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names in runbooks that mean a list under another name. */
const ALIAS: Readonly<Record<string, string>> = { tour_log: 'tour_logs' };

function required(runbook: Runbook | null, lists: Readonly<Record<string, unknown>>): Evidence['required'] {
  return (runbook?.evidence_required ?? []).map((name) => {
    const list = lists[ALIAS[name] ?? name];
    if (Array.isArray(list) && list.length > 0) return { name, present: true, why: null };
    if (list !== undefined && !Array.isArray(list)) return { name, present: true, why: null };
    return {
      name,
      present: false,
      why:
        list === undefined ? 'not collected for this type of finding' : 'nothing was received in the window',
    };
  });
}
