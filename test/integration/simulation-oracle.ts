import type { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE, toIso } from '#core/model/time.ts';
import { alarms } from './oracle-alerts.ts';
import { isCovered, isInMaintenance, type Minute, wallClock } from './oracle-clock.ts';
import { fakedRounds } from './oracle-rounds.ts';
import { isBlind, type Outage, sourceOutages } from './oracle-source.ts';
import {
  abandonedTours,
  incompleteTours,
  missingGuards,
  overdueTasks,
  overdueTours,
  storms,
} from './oracle-work.ts';
import { metresBeyond, wrongsOfPeople } from './simulation-oracle-places.ts';

/**
 * What is wrong in a file of telemetry, found out minute by minute in the most naive way, straight from the lines and the
 * configuration: nothing of the engine and nothing of the simulator is used, not even its calendar.
 */
export type Wrong = {
  /** null: of a source as a whole. */
  readonly site: string | null;
  readonly finding_type: string;
  readonly subject: string;
  readonly start: EpochMs;
  /** The last minute at which it was wrong. */
  readonly last: EpochMs;
};

type Settings = {
  readonly site: SiteDocument;
  readonly critical: readonly string[];
  readonly limits: Readonly<Record<string, { min_count: number; window_minutes: number }>>;
};

const SIGNAL_OF: Readonly<Record<string, string>> = {
  phone_event: 'phone_events',
  location: 'location_updates',
  device: 'device_heartbeats',
};
const LIFE = new Set(['phone_event', 'location', 'task', 'checkpoint_scan', 'check_in']);

export function findWrongs(
  configuration: ConfigurationDocument,
  events: readonly TelemetryEvent[],
  from: EpochMs,
  to: EpochMs,
): readonly Wrong[] {
  const bySite = Map.groupBy(events, ({ site }) => site);
  const fleet = settingsOf(configuration);
  const { outages, wrongs } = sourceOutages(
    fleet.map(({ site }) => site),
    events,
    to,
  );
  const ofSites = fleet.flatMap((settings) => {
    const own = [...(bySite.get(settings.site.code) ?? [])].sort((a, b) => a.ts - b.ts);
    return [
      ...wrongsByMinute(settings, own, outages, from, to),
      ...work(settings, own, outages, from, to),
      ...calls(own),
      ...alarms(own),
      ...wrongsOfPeople(settings.site, own, outages),
    ];
  });
  return [...wrongs, ...ofSites];
}

type Told = Pick<Wrong, 'site' | 'finding_type' | 'subject' | 'start'> & { readonly end: EpochMs | null };

/** What a truth and a finding have in common. */
export const keyOf = ({ site, finding_type, subject }: Pick<Wrong, 'site' | 'finding_type' | 'subject'>) =>
  `${site} ${finding_type} ${subject}`;

/** Where what is told differs from what is found by more than a minute. */
export function differences(truth: readonly Told[], wrongs: readonly Wrong[]): readonly string[] {
  const found = Map.groupBy(wrongs, keyOf);
  const told = Map.groupBy(truth, keyOf);
  const isNear = (a: EpochMs, b: EpochMs) => Math.abs(a - b) <= MINUTE;
  const isSame = (wrong: Wrong, { start, end }: Told) =>
    isNear(wrong.start, start) && (end === null || isNear(wrong.last, end));
  const extra = wrongs.filter((wrong) => !told.get(keyOf(wrong))?.some((row) => isSame(wrong, row)));
  const missing = truth.filter((row) => !found.get(keyOf(row))?.some((wrong) => isSame(wrong, row)));
  return [
    ...extra.map((wrong) => `not told: ${inWords(wrong)}`),
    ...missing.map((row) => `not found: ${inWords({ ...row, last: row.end ?? row.start })}`),
  ];
}

const inWords = (wrong: Wrong): string => `${keyOf(wrong)} ${toIso(wrong.start)} to ${toIso(wrong.last)}`;

/** Tours, tasks and people. */
function work(
  settings: Settings,
  events: readonly TelemetryEvent[],
  outages: readonly Outage[],
  from: EpochMs,
  to: EpochMs,
): readonly Wrong[] {
  const { site } = settings;
  const day = { site, events, outages, clock: wallClock(site.timezone ?? 'UTC'), from, to };
  const late = [...overdueTours(day), ...overdueTasks(day)];
  const spans = new Spans(site.code);
  storms(day, late, spans);
  missingGuards(day, spans);
  return [
    ...late,
    ...incompleteTours(day),
    ...fakedRounds(day, day.clock, from, to),
    ...abandonedTours(day, (fix) => metresBeyond(site, fix)),
    ...spans.all(),
  ];
}

function settingsOf(configuration: ConfigurationDocument): readonly Settings[] {
  return (configuration.tenants ?? []).flatMap(({ clients = [] }) =>
    clients.flatMap(({ audit, sites = [] }) =>
      sites.map((site) => ({
        site,
        critical: audit?.critical_signals ?? ['phone_events', 'location_updates'],
        limits: audit?.signal_thresholds ?? {},
      })),
    ),
  );
}

function wrongsByMinute(
  settings: Settings,
  events: readonly TelemetryEvent[],
  outages: readonly Outage[],
  from: EpochMs,
  to: EpochMs,
): readonly Wrong[] {
  const { site } = settings;
  const clock = wallClock(site.timezone ?? 'UTC');
  const instants = signalInstants(events);
  const lone = (site.people ?? []).filter(({ lone_worker }) => lone_worker !== undefined);
  const spans = new Spans(site.code);
  let active = 0;
  let manned = 0;
  for (let at = from; at <= to; at += MINUTE) {
    const minute = clock(at);
    active = isCovered(site.audit?.active_hours ?? null, minute) ? active + 1 : 0;
    manned = isCovered(site.shifts ?? [], minute) ? manned + 1 : 0;
    const inMaintenance = isInMaintenance(site, minute, at);
    for (const signal of settings.critical) {
      const { min_count, window_minutes } = settings.limits[signal] ?? { min_count: 1, window_minutes: 60 };
      const count = countIn(instants.get(signal) ?? [], at - window_minutes * MINUTE, at);
      const isSeen = !inMaintenance && !isBlind(outages, at - window_minutes * MINUTE, at);
      const isLow = active > window_minutes && count < min_count && isSeen;
      spans.note(`CRITICAL_SIGNAL_${signal.toUpperCase()}_LOW`, `signal:${signal}`, isLow, at);
    }
    const isSilent =
      Math.min(active, manned) > 60 && countIn(instants.get('life') ?? [], at - 60 * MINUTE, at) === 0;
    spans.note('SILENT_SITE', '', isSilent && !inMaintenance && !isBlind(outages, at - 60 * MINUTE, at), at);
    for (const { code, lone_worker } of lone) {
      const limit = ((lone_worker?.check_in_minutes ?? 0) + (lone_worker?.grace_minutes ?? 3)) * MINUTE;
      const since = onDutySince(site, code, minute, at, from, instants);
      const last = newestAt(instants.get(`check_in ${code}`) ?? [], at);
      spans.note(
        'LONE_WORKER_OVERDUE',
        `person:${code}`,
        since !== null && at - Math.max(since, last) > limit,
        at,
      );
    }
  }
  return spans.all();
}

/** Minutes in a row become one span. */
export class Spans {
  readonly #site: string;
  readonly #open = new Map<
    string,
    { start: EpochMs; last: EpochMs; finding_type: string; subject: string }
  >();
  readonly #done: Wrong[] = [];
  constructor(site: string) {
    this.#site = site;
  }
  note(finding_type: string, subject: string, isWrong: boolean, at: EpochMs): void {
    const key = `${finding_type} ${subject}`;
    const open = this.#open.get(key);
    if (isWrong && open === undefined) this.#open.set(key, { start: at, last: at, finding_type, subject });
    else if (isWrong && open !== undefined) open.last = at;
    else if (open !== undefined) {
      this.#done.push({ site: this.#site, ...open });
      this.#open.delete(key);
    }
  }
  all(): readonly Wrong[] {
    return [...this.#done, ...[...this.#open.values()].map((open) => ({ site: this.#site, ...open }))];
  }
}

/** When something happened, and when it was heard. */
type Known = { readonly ts: EpochMs; readonly received_at: EpochMs };

/** What is known by signal, of life as a whole, and of check-ins and attendance by person, in order of time. */
function signalInstants(events: readonly TelemetryEvent[]): ReadonlyMap<string, Known[]> {
  const instants = new Map<string, Known[]>();
  const add = (name: string, { ts, received_at }: TelemetryEvent) => {
    const known = instants.get(name) ?? [];
    if (known.at(-1)?.ts !== ts) known.push({ ts, received_at: received_at ?? ts });
    instants.set(name, known);
  };
  for (const event of events) {
    add(SIGNAL_OF[event.type] ?? event.type, event);
    if (LIFE.has(event.type)) add('life', event);
    if (event.type === 'check_in') add(`check_in ${event.person}`, event);
    if (event.type === 'attendance') add(`${event.status} ${event.person}`, event);
  }
  return instants;
}

/** How many lie in (after, to] and are heard by then. */
const countIn = (instants: readonly Known[], after: EpochMs, to: EpochMs): number =>
  instants
    .slice(placeOf(instants, after), placeOf(instants, to))
    .filter(({ received_at }) => received_at <= to).length;

/** When the newest lies of those that are heard by then; 0: none is. */
function newestAt(instants: readonly Known[], at: EpochMs): EpochMs {
  let index = placeOf(instants, at) - 1;
  while ((instants[index]?.received_at ?? at) > at) index--;
  return instants[index]?.ts ?? 0;
}

/** How many are <= at. */
function placeOf(instants: readonly Known[], at: EpochMs): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle]?.ts ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Signed in and not out; before anybody signed in or out at all, who is on the roster. */
function onDutySince(
  site: SiteDocument,
  person: string,
  minute: Minute,
  at: EpochMs,
  from: EpochMs,
  instants: ReadonlyMap<string, Known[]>,
): EpochMs | null {
  const cameAt = newestAt(instants.get(`IN ${person}`) ?? [], at);
  const leftAt = newestAt(instants.get(`OUT ${person}`) ?? [], at);
  if (cameAt > leftAt) return cameAt;
  const rostered = isCovered(
    (site.shifts ?? []).filter((shift) => shift.person === person),
    minute,
  );
  return rostered && leftAt === 0 ? from : null;
}

/** Every call once, however often its line came. */
function calls(events: readonly TelemetryEvent[]): readonly Wrong[] {
  const heard = new Set<EpochMs>();
  return events.flatMap((event) => {
    const calls =
      (event.type === 'check_in' && event.status === 'DURESS') ||
      (event.type === 'alert' && event.alert_type === 'SOS');
    if (!calls || heard.has(event.ts)) return [];
    heard.add(event.ts);
    const subject = event.person === null ? `device:${event.device}` : `person:${event.person}`;
    return [{ site: event.site, finding_type: 'DURESS', subject, start: event.ts, last: event.ts }];
  });
}
