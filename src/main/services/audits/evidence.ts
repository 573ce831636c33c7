import { attendedNow } from '#core/audit/attended.ts';
import type { DutyMemory } from '#core/audit/duty.ts';
import type { NotedMemory } from '#core/audit/noted-memory.ts';
import { foldTourRuns } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import type {
  AlertEntry,
  BaselineProfile,
  Evidence,
  GuardStatus,
  LocationPoint,
  TaskLog,
  TourLog,
} from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import { rosteredAt } from '#core/schedule/roster.ts';
import type { Store, StoredEvent, TourByHandRow } from '#main/ports/store.ts';
import { thinTrail } from './thin-trail.ts';

export type EvidenceSources = {
  readonly store: Store;
  readonly duty: DutyMemory;
  readonly noted: NotedMemory;
  readonly runbook: Runbook | null;
  /** What was expected where the finding is an anomaly; null for any other. */
  readonly baseline: () => BaselineProfile | null;
};
/** A phone event this recent counts as an active phone. */
const PHONE_ACTIVE = 15 * MINUTE;

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
    tour_logs: tours(events, site, { byHand: store.noted.tours(site.id, start), at }),
    alert_history: alertHistory(events, store, site, start, at),
    guard_status: guards(events, site, at, sources),
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

/** A stored event's key as evidence names it. */
const eventId = (event: { readonly key: number }): string => event.key.toString(36);

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

/** What the desk accounted for in the window, however long before it the tour was completed; as of its end. */
type ByHand = { readonly byHand: readonly TourByHandRow[]; readonly at: EpochMs };

function tours(events: readonly StoredEvent[], site: Site, { byHand, at }: ByHand): readonly TourLog[] {
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

function alertHistory(
  events: readonly StoredEvent[],
  store: Store,
  site: Site,
  start: EpochMs,
  at: EpochMs,
): readonly AlertEntry[] {
  const received = events.flatMap((event): AlertEntry[] => {
    if (event.stream !== STREAM.alert) return [];
    const detail: { severity?: unknown; message?: unknown } =
      event.detail === null ? {} : JSON.parse(event.detail);
    const severity = typeof detail.severity === 'string' ? detail.severity : null;
    const message = typeof detail.message === 'string' ? detail.message : null;
    const type = event.ref === null ? null : store.registry.termText(event.ref);
    return [
      {
        id: eventId(event),
        severity,
        type,
        timestamp: toIso(event.ts),
        origin: 'RECEIVED',
        message,
        event: eventId(event),
      },
    ];
  });
  const ours = store.alerts.recent(site.code, start, at).map(
    (alert): AlertEntry => ({
      id: alert.id,
      severity: alert.severity,
      type: alert.alert_type,
      timestamp: toIso(alert.created_at),
      origin: 'VIGIL',
      event: null,
    }),
  );
  return [...received, ...ours].sort((a, b) =>
    a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0,
  );
}

/** How every person of the site stands at `at`: those listed there, and those who were heard from. */
function guards(
  events: readonly StoredEvent[],
  site: Site,
  at: EpochMs,
  { store, duty, noted }: EvidenceSources,
): readonly GuardStatus[] {
  const newest = new Map<
    string,
    Map<number, { ts: EpochMs; lat: number | null; lon: number | null; acc: number | null }>
  >();
  for (const row of store.events.lastOfPeople(site.id, at)) {
    const code = store.registry.personCode(row.person_id);
    if (code === null) continue;
    const streams = newest.get(code) ?? new Map();
    newest.set(code, streams.set(row.stream, row));
  }
  const rostered = new Set(rosteredAt(noted.of(site), at).map(({ person }) => person));
  const names = new Map(site.people.map(({ code, name }) => [code, name]));
  const codes = new Set([...names.keys(), ...newest.keys()]);
  const devices = deviceStates(events, store);
  return [...codes].sort().map((code) => {
    const streams = newest.get(code) ?? new Map();
    const seen = [...streams.values()].map(({ ts }) => ts);
    const phone = streams.get(STREAM.phone_events)?.ts ?? null;
    const fix = streams.get(STREAM.location_updates);
    const known = duty.of(site.id).get(code);
    return {
      people_id: code,
      name: names.get(code) ?? code,
      last_seen: seen.length === 0 ? null : toIso(Math.max(...seen)),
      phone_active: phone !== null && at - phone <= PHONE_ACTIVE,
      last_location:
        fix === undefined || fix.lat === null || fix.lon === null
          ? null
          : { lat: fix.lat, lon: fix.lon, timestamp: toIso(fix.ts), accuracy: fix.acc },
      on_duty:
        rostered.has(code) || (known !== undefined && attendedNow(noted.of(site), code, known, at) !== null),
      checked_in_at: known?.in_at == null ? null : toIso(known.in_at),
      battery: devices.get(code)?.battery ?? null,
      device_status: devices.get(code)?.status ?? null,
    };
  });
}

function deviceStates(
  events: readonly StoredEvent[],
  store: Store,
): ReadonlyMap<string, { battery: number | null; status: string | null }> {
  const states = new Map<string, { battery: number | null; status: string | null }>();
  for (const event of events) {
    if (event.stream !== STREAM.device_heartbeats || event.person_id === null) continue;
    const code = store.registry.personCode(event.person_id);
    if (code === null) continue;
    const detail: { battery?: unknown } = event.detail === null ? {} : JSON.parse(event.detail);
    const battery = typeof detail.battery === 'number' ? detail.battery : (states.get(code)?.battery ?? null);
    const status =
      event.ref === null ? (states.get(code)?.status ?? null) : store.registry.termText(event.ref);
    states.set(code, { battery, status });
  }
  return states;
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
