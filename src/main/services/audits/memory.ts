import type { MetricReading } from '#core/anomaly/reading.ts';
import { ALERT_MEMORY, AlertMemory, alertState } from '#core/audit/alert-memory.ts';
import { DutyMemory, LONGEST_ATTENDANCE } from '#core/audit/duty.ts';
import { NotedMemory, type NotedRows } from '#core/audit/noted-memory.ts';
import { PeopleMemory } from '#core/audit/person-signs.ts';
import { QuietSpans } from '#core/audit/quiet-spans.ts';
import type { Need } from '#core/audit/rule.ts';
import { SignalMemory } from '#core/audit/signal-memory.ts';
import { longestWindow } from '#core/audit/signal-plan.ts';
import { TASK_MEMORY, TaskMemory } from '#core/audit/task-memory.ts';
import { FIRST_CUSTOM_STREAM, STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { DAY, type EpochMs, HOUR } from '#core/model/time.ts';
import { SourceMemory } from '#core/telemetry/source-memory.ts';
import type { Store } from '#main/ports/store.ts';
import { FoldedTours } from './folded-tours.ts';
import { loadSightings, newSightings, type Sightings } from './sightings.ts';
import { loadSources } from './source-history.ts';

/** What rules see without asking the database: the newest signals of every site, who is on duty, who was heard of and where, the devices, and the tasks. */
export type Memory = Sightings & {
  readonly signals: SignalMemory;
  readonly duty: DutyMemory;
  readonly people: PeopleMemory;
  readonly tasks: TaskMemory;
  /** The walks of tours, as they were folded last. */
  readonly tours: FoldedTours;
  /** What the desk knows that no device tells. */
  readonly noted: NotedMemory;
  /** Where telemetry comes from, and when it did not. */
  readonly sources: SourceMemory;
  /** What other systems said last. */
  readonly alerts: AlertMemory;
  /** Where nothing can be wrong for a while, as far as the heartbeat looks. */
  readonly quiet: QuietSpans;
  /** How the metrics of a site stand against their baselines; nothing as of an instant of the past. */
  readonly anomalies: (site: Site) => readonly MetricReading[];
};

export const DUTY_STREAMS = [STREAM.attendance, STREAM.check_in] as const;
export const TASK_STREAMS = [STREAM.task, STREAM.task_completions] as const;
/** Phone and GPS of a person. */
export const SIGN_STREAMS = [STREAM.phone_events, STREAM.location_updates] as const;
/** Signs of people that are older are taken as none. */
const PEOPLE_LOOKBACK = 3 * HOUR;

/** What the desk noted matters for so long after it was over: no shift, tour or attendance that is looked at is older. */
const NOTED_LOOKBACK = 3 * DAY;

/** How far back a counter of several events is filled for a site that has been quiet; older ones are taken as never seen. */
export const LONGEST_QUIET = 26 * HOUR;

/** A part of memory: what is needed of it, and the sources, whose outages are known already. */
export type Part = { readonly needs: readonly Need[]; readonly sources: SourceMemory };

/** Memory as it was at an instant, from what is stored: at the start, after a change of the configuration, for an audit of the past. All of it, unless a part is named. */
export function loadMemory(store: Store, sites: readonly Site[], at: EpochMs, part?: Part): Memory {
  const isNeeded = (need: Need): boolean => part?.needs.includes(need) ?? true;
  const ids = sites.map(({ id }) => id);
  const activity = (streams: readonly number[], span: number) =>
    store.events.activity(ids, streams, at - span, at);
  return store.snapshot(() => {
    const memory = emptyMemory(store, sites, at);
    loadSightings(store, sites, at, isNeeded, memory);
    const { signals, duty, people, tasks, alerts } = memory;
    if (isNeeded('signals')) loadSignals(store, sites, signals, at);
    if (isNeeded('duty'))
      for (const row of activity(DUTY_STREAMS, LONGEST_ATTENDANCE)) duty.observe(row.site_id, row);
    if (isNeeded('tasks'))
      for (const row of activity(TASK_STREAMS, TASK_MEMORY)) tasks.observe(row.site_id, row);
    if (isNeeded('alerts'))
      for (const row of activity([STREAM.alert], ALERT_MEMORY)) alerts.observe(row.site_id, alertState(row));
    if (isNeeded('people')) loadPeople(store, people, at);
    return part === undefined ? withSources(memory, store, sites, at) : { ...memory, sources: part.sources };
  });
}

/** Nothing remembered of the sites yet but what the desk has noted. */
export function emptyMemory(store: Store, sites: readonly Site[], at: EpochMs): Memory {
  const ids = sites.map(({ id }) => id);
  const quiet = new QuietSpans();
  return {
    quiet,
    signals: new SignalMemory(sites, store.registry.signal, quiet),
    duty: new DutyMemory(),
    people: new PeopleMemory(),
    tasks: new TaskMemory(),
    tours: new FoldedTours(),
    alerts: new AlertMemory(quiet),
    ...newSightings(sites, quiet),
    noted: new NotedMemory(notedOf(store, ids, at), at),
    sources: new SourceMemory(null),
    anomalies: () => [],
  };
}

/** The same memory with the sources as they stood at the instant: what is expected of them depends on who is on duty. */
export const withSources = (memory: Memory, store: Store, sites: readonly Site[], at: EpochMs): Memory => ({
  ...memory,
  sources: loadSources(store, sites, memory, at),
});

/** What was noted of the sites and may still matter at the instant, or later. */
export const notedOf = ({ noted }: Store, siteIds: readonly number[], at: EpochMs): NotedRows =>
  noted.since(at - NOTED_LOOKBACK, siteIds.length === 1 ? (siteIds[0] ?? null) : null);

function loadPeople({ events, registry }: Store, people: PeopleMemory, at: EpochMs): void {
  for (const { site_id, person_id, at: seenAt } of events.signsOfPeople(at - PEOPLE_LOOKBACK, at)) {
    const code = registry.personCode(person_id);
    if (code !== null) people.observe(site_id, code, seenAt);
  }
}

/** One scan of the windows for all sites; only those that were quiet in theirs are looked at one by one. */
function loadSignals(
  { events, registry }: Store,
  sites: readonly Site[],
  signals: SignalMemory,
  at: EpochMs,
): void {
  const streams = [...new Set(sites.flatMap(({ audit }) => audit.critical_signals))].map(registry.signal);
  const from = at - longestWindow(sites);
  events.scan(from, at, streams, (siteId, stream, ts, times) => signals.observe(siteId, stream, ts, times));
  for (const { site_id, stream, ts } of events.lastSeen(at)) signals.recall(site_id, stream, ts);
  for (const { id } of sites) {
    const unfilled = signals.unfilled(id);
    if (unfilled.length === 0) continue;
    for (const { stream, ts, ref } of events.ofSite(id, at - LONGEST_QUIET, from, unfilled)) {
      signals.observe(id, stream, ts, stream >= FIRST_CUSTOM_STREAM ? (ref ?? 1) : 1);
    }
  }
}
