import type { SiteDocument } from '#core/config/document.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import { isCovered, type Minute } from './oracle-clock.ts';
import { isBlind, type Outage } from './oracle-source.ts';
import type { Spans, Wrong } from './simulation-oracle.ts';

/** What is wrong with tasks, tours and people at work, found as naively as the rest of the oracle. */
type Day = {
  readonly site: SiteDocument;
  /** Of the site, by instant. */
  readonly events: readonly TelemetryEvent[];
  readonly outages: readonly Outage[];
  readonly clock: (at: EpochMs) => Minute;
  readonly from: EpochMs;
  readonly to: EpochMs;
};

const heardAt = ({ ts, received_at }: TelemetryEvent): EpochMs => received_at ?? ts;

/** Every mandatory tour from its deadline until its completion is heard of. */
export function overdueTours({ site, events, outages, clock, from, to }: Day): readonly Wrong[] {
  const completed = events.filter((event) => event.type === 'tour' && event.status === 'COMPLETED');
  const wrongs: Wrong[] = [];
  for (let at = from; at <= to; at += MINUTE) {
    const { day, time, date } = clock(at);
    for (const tour of site.tours ?? []) {
      const deadline = at + (tour.duration_minutes + (tour.grace_minutes ?? 15)) * MINUTE;
      const isStart = tour.starts.some(
        (start) => start.at === time && start.days.some((name) => name === day),
      );
      if (!tour.mandatory || !isStart || deadline > to || isBlind(outages, at, deadline)) continue;
      const run = completed.find(
        (event) =>
          'tour' in event && event.tour === tour.code && event.ts >= at && event.ts < at + 120 * MINUTE,
      );
      const last = run === undefined ? to : heardAt(run);
      const subject = `tour:${tour.code}@${date}T${time}`;
      if (last > deadline)
        wrongs.push({ site: site.code, finding_type: 'TOUR_OVERDUE', subject, start: deadline, last });
    }
  }
  return wrongs;
}

/** Every task from its due time to its completion, where that is later. */
export function overdueTasks({ site, events, to }: Day): readonly Wrong[] {
  const tasks = events.filter((event) => event.type === 'task');
  const dues = new Map(tasks.map(({ task, due }) => [task, due ?? to]));
  return [...dues].flatMap(([task, due]) => {
    const completed = tasks.find((event) => event.task === task && event.status === 'COMPLETED');
    const done = completed === undefined ? to : heardAt(completed);
    if (due >= to || done <= due) return [];
    return [
      { site: site.code, finding_type: 'TASK_OVERDUE', subject: `task:${task}`, start: due, last: done },
    ];
  });
}

/** Every minute at which three tasks and two tours are late. */
export function storms({ from, to }: Day, wrongs: readonly Wrong[], spans: Spans): void {
  const tasks = wrongs.filter(({ finding_type }) => finding_type === 'TASK_OVERDUE');
  if (tasks.length < 3) return;
  const tours = wrongs.filter(({ finding_type }) => finding_type === 'TOUR_OVERDUE');
  for (let at = from; at <= to; at += MINUTE) {
    const lateAt = ({ start, last }: Wrong) => start < at && last >= at;
    spans.note('SLA_STORM', '', tasks.filter(lateAt).length >= 3 && tours.filter(lateAt).length >= 2, at);
  }
}

/** Every completion whose run has fewer scans than the tour has checkpoints. */
export function incompleteTours({ site, events, outages, clock, from, to }: Day): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  for (let at = from; at <= to; at += MINUTE) {
    const { day, time, date } = clock(at);
    for (const tour of site.tours ?? []) {
      if (!tour.starts.some((start) => start.at === time && start.days.some((name) => name === day)))
        continue;
      const done = events.find(
        (event) =>
          event.type === 'tour' &&
          event.status === 'COMPLETED' &&
          event.tour === tour.code &&
          event.ts >= at &&
          event.ts < at + 120 * MINUTE,
      );
      if (done?.type !== 'tour' || isBlind(outages, at, done.ts)) continue;
      const scans = events.filter((event) => event.type === 'checkpoint_scan' && event.run === done.run);
      const seen = new Set(scans.map((scan) => (scan.type === 'checkpoint_scan' ? scan.checkpoint : '')));
      if (seen.size === (tour.checkpoints ?? []).length) continue;
      const subject = `tour:${tour.code}@${date}T${time}`;
      wrongs.push({
        site: site.code,
        finding_type: 'TOUR_INCOMPLETE',
        subject,
        start: done.ts,
        last: done.ts,
      });
    }
  }
  return wrongs;
}

const signs = (event: TelemetryEvent): boolean => event.type === 'phone_event' || event.type === 'location';

/** Guards who are not there 15 min after their shift began, and guards of whom nothing is heard for 45 min while others are. */
export function missingGuards({ site, events, outages, clock, from, to }: Day, spans: Spans): void {
  const present = Map.groupBy(
    events.filter((event) => signs(event) || event.type === 'attendance'),
    ({ person }) => person,
  );
  const heard = Map.groupBy(events.filter(signs), ({ person }) => person);
  const since = new Map<string, EpochMs>();
  const began = new Map<string, string>();
  for (let at = from; at <= to; at += MINUTE) {
    const minute = clock(at);
    for (const { code } of site.people ?? []) {
      const shifts = (site.shifts ?? []).filter(({ person }) => person === code);
      if (!isCovered(shifts, minute)) {
        since.delete(code);
        continue;
      }
      if (!since.has(code)) began.set(code, `${minute.date}T${minute.time}`);
      const start = since.get(code) ?? at;
      since.set(code, start);
      const came = within(present.get(code), start - 60 * MINUTE, at);
      const subject = `person:${code}@${began.get(code)}`;
      const isSeen = !isBlind(outages, start - 60 * MINUTE, at);
      const isMissed = start > from && at - start > 15 * MINUTE && !came;
      spans.note('GUARD_NO_SHOW', subject, isMissed && isSeen, at);
      const silent = came && at - start > 45 * MINUTE && !within(present.get(code), at - 45 * MINUTE, at);
      const busy =
        silent &&
        [...heard].some(
          ([other, instants]) =>
            other !== code &&
            within(instants, at - 45 * MINUTE, at - 15 * MINUTE) &&
            within(instants, at - 15 * MINUTE, at),
        );
      const isHeard = !isBlind(outages, at - 45 * MINUTE, at);
      spans.note('GUARD_INACTIVE', `person:${code}`, busy && isHeard, at);
    }
  }
}

/** True when an event lies in (after, to]; events are in order of time. */
function within(events: readonly TelemetryEvent[] | undefined, after: EpochMs, to: EpochMs): boolean {
  let low = 0;
  let high = events?.length ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events?.[middle]?.ts ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return (events?.[low]?.ts ?? Number.POSITIVE_INFINITY) <= to;
}

/** Every run that rests for half its time while its guard is outside, by three fixes in a row. */
export function abandonedTours(
  { site, events, outages, clock, from, to }: Day,
  metresBeyond: (fix: TelemetryEvent) => number | null,
): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  for (let at = from; at <= to; at += MINUTE) {
    const { day, time, date } = clock(at);
    for (const tour of site.tours ?? []) {
      if (!tour.starts.some((start) => start.at === time && start.days.some((name) => name === day)))
        continue;
      const run = `R-${tour.code}-${date}T${time}`;
      const own = events.filter((event) => 'run' in event && event.run === run);
      const [first, last] = [own[0], own.at(-1)];
      if (first === undefined || last === undefined) continue;
      if (own.some((event) => event.type === 'tour' && event.status === 'COMPLETED')) continue;
      if (isBlind(outages, at, last.ts + 60 * MINUTE)) continue;
      const rested = last.ts + Math.max(20, tour.duration_minutes / 2) * MINUTE;
      let row: EpochMs[] = [];
      for (const fix of events) {
        const beyond = metresBeyond(fix);
        if (fix.person !== first.person || fix.ts <= last.ts || fix.ts > at + 4 * 60 * MINUTE) continue;
        if (beyond === null) continue;
        if (beyond > 20) row.push(fix.ts);
        else {
          const third = row[2];
          const subject = `tour:${tour.code}@${date}T${time}`;
          const start = Math.max(rested, third ?? 0);
          if (third !== undefined && third <= at + 60 * MINUTE && fix.ts > start)
            wrongs.push({ site: site.code, finding_type: 'TOUR_ABANDONED', subject, start, last: fix.ts });
          row = [];
        }
      }
    }
  }
  return wrongs;
}
