import type { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { abandonedTours, incompleteTours, missingGuards, overdueTasks, storms } from './oracle-work.ts';
import { metresBeyond, wrongsOfPeople } from './simulation-oracle-places.ts';

/**
 * What is wrong in a file of telemetry, found out minute by minute in the most naive way, straight from the lines and the
 * configuration: nothing of the engine and nothing of the simulator is used, not even its calendar.
 */
export type Wrong = {
  readonly site: string;
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
export type Minute = {
  readonly day: string;
  readonly yesterday: string;
  readonly time: string;
  readonly date: string;
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
  return settingsOf(configuration).flatMap((settings) => {
    const own = [...(bySite.get(settings.site.code) ?? [])].sort((a, b) => a.ts - b.ts);
    return [
      ...wrongsByMinute(settings, own, from, to),
      ...work(settings, own, from, to),
      ...calls(own),
      ...wrongsOfPeople(settings.site, own),
    ];
  });
}

/** Tours, tasks and people. */
function work(
  settings: Settings,
  events: readonly TelemetryEvent[],
  from: EpochMs,
  to: EpochMs,
): readonly Wrong[] {
  const { site } = settings;
  const day = { site, events, clock: wallClock(site.timezone ?? 'UTC'), from, to };
  const late = [...overdueTours(settings, events, from, to), ...overdueTasks(day)];
  const spans = new Spans(site.code);
  storms(day, late, spans);
  missingGuards(day, isCovered, spans);
  return [
    ...late,
    ...incompleteTours(day),
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
      const isLow = active > window_minutes && count < min_count && !inMaintenance;
      spans.note(`CRITICAL_SIGNAL_${signal.toUpperCase()}_LOW`, `signal:${signal}`, isLow, at);
    }
    const isSilent =
      Math.min(active, manned) > 60 && countIn(instants.get('life') ?? [], at - 60 * MINUTE, at) === 0;
    spans.note('SILENT_SITE', '', isSilent && !inMaintenance, at);
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

/** Sorted instants by signal, of life as a whole, and of check-ins and attendance by person. */
function signalInstants(events: readonly TelemetryEvent[]): ReadonlyMap<string, EpochMs[]> {
  const instants = new Map<string, EpochMs[]>();
  const add = (name: string, ts: EpochMs) => {
    const known = instants.get(name);
    if (known === undefined) instants.set(name, [ts]);
    else if (known.at(-1) !== ts) known.push(ts);
  };
  for (const event of events) {
    add(SIGNAL_OF[event.type] ?? event.type, event.ts);
    if (LIFE.has(event.type)) add('life', event.ts);
    if (event.type === 'check_in') add(`check_in ${event.person}`, event.ts);
    if (event.type === 'attendance') add(`${event.status} ${event.person}`, event.ts);
  }
  return instants;
}

/** How many lie in (after, to]. */
const countIn = (instants: readonly EpochMs[], after: EpochMs, to: EpochMs): number =>
  placeOf(instants, to) - placeOf(instants, after);
const newestAt = (instants: readonly EpochMs[], at: EpochMs): EpochMs =>
  instants[placeOf(instants, at) - 1] ?? 0;

/** How many are <= at. */
function placeOf(instants: readonly EpochMs[], at: EpochMs): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= at) low = middle + 1;
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
  instants: ReadonlyMap<string, EpochMs[]>,
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

type Window = { readonly days?: readonly string[]; readonly start: string; readonly end: string };

/** True when one of the weekly windows holds at the minute; null: always. */
function isCovered(windows: readonly object[] | null, { day, yesterday, time }: Minute): boolean {
  if (windows === null) return true;
  return windows.some((window) => {
    const { days = [], start, end } = window as Window; // the sample fleet has weekly windows only
    const crosses = end < start;
    if (days.includes(day) && time >= start && (crosses || time < end)) return true;
    return crosses && days.includes(yesterday) && time < end;
  });
}

function isInMaintenance(site: SiteDocument, minute: Minute, at: EpochMs): boolean {
  return (site.audit?.maintenance_windows ?? []).some((window) => {
    if ('days' in window) return isCovered([window], minute);
    return at >= Date.parse(window.start) && at < Date.parse(window.end);
  });
}

function overdueTours(
  { site }: Settings,
  events: readonly TelemetryEvent[],
  from: EpochMs,
  to: EpochMs,
): readonly Wrong[] {
  const clock = wallClock(site.timezone ?? 'UTC');
  const completed = events.filter((event) => event.type === 'tour' && event.status === 'COMPLETED');
  const wrongs: Wrong[] = [];
  for (let at = from; at <= to; at += MINUTE) {
    const { day, time, date } = clock(at);
    for (const tour of site.tours ?? []) {
      const deadline = at + (tour.duration_minutes + (tour.grace_minutes ?? 15)) * MINUTE;
      const isStart = tour.starts.some(
        (start) => start.at === time && start.days.some((name) => name === day),
      );
      if (!tour.mandatory || !isStart || deadline > to) continue;
      const run = completed.find(
        (event) =>
          'tour' in event && event.tour === tour.code && event.ts >= at && event.ts < at + 120 * MINUTE,
      );
      if (run !== undefined && run.ts <= deadline) continue;
      const subject = `tour:${tour.code}@${date}T${time}`;
      wrongs.push({
        site: site.code,
        finding_type: 'TOUR_OVERDUE',
        subject,
        start: deadline,
        last: run?.ts ?? to,
      });
    }
  }
  return wrongs;
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

const clocks = new Map<string, (at: EpochMs) => Minute>();

/** The local weekday, date and time of instants in a zone, by the platform's own calendar. */
function wallClock(timeZone: string): (at: EpochMs) => Minute {
  const shared = clocks.get(timeZone);
  if (shared !== undefined) return shared;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
  const read = (at: EpochMs): Minute => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = (parts.weekday ?? '').toUpperCase();
    return {
      day,
      yesterday: DAYS.at(DAYS.indexOf(day) - 1) ?? '',
      time: `${parts.hour}:${parts.minute}`,
      date: `${parts.year}-${parts.month}-${parts.day}`,
    };
  };
  const known = new Map<EpochMs, Minute>();
  const clock = (at: EpochMs) => {
    const minute = known.get(at) ?? read(at);
    known.set(at, minute);
    return minute;
  };
  clocks.set(timeZone, clock);
  return clock;
}
