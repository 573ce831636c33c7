import type { Person, Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { localText } from '#core/schedule/local-text.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import { ABSENT, isAbsent } from '../absent.ts';
import type { DutyView } from '../on-duty.ts';
import { onDutySince } from '../on-duty.ts';
import type { Breach, Rule } from '../rule.ts';
import { CLEAN } from '../rule.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'LONE_WORKER_OVERDUE';

/** Fires when a lone worker on duty has not checked in within check_in_minutes + grace_minutes. Judged always, by a timer; the heartbeat is the second net. */
export const loneWorkerOverdue: Rule = {
  type: TYPE,
  category: () => 'SAFETY',
  cadence: 'TIMER',
  exempt: true,
  needs: ['duty'],
  owns: (findingType) => findingType === TYPE,
  evaluate(snapshot, _audit, now) {
    const workers = snapshot.site.people.filter(({ lone_worker }) => lone_worker !== null);
    if (workers.length === 0) return CLEAN;
    const breaches: Breach[] = [];
    const overdue = new Set<string>();
    for (const person of workers) {
      const deadline = deadlineOf(snapshot, person, now);
      if (deadline === null || now <= deadline) continue;
      overdue.add(`person:${person.code}`);
      breaches.push(breach(snapshot, person, deadline, now));
    }
    const settled = snapshot.open_subjects
      .filter((subject) => !overdue.has(subject))
      .map((subject) => ({ finding_type: TYPE, subject, reason: whyOver(snapshot, subject, now) }));
    return { breaches, settled, unknown: [] };
  },
};

function whyOver({ site, duty }: DutyView, subject: string, now: EpochMs): string {
  const person = subject.replace('person:', '');
  const until = extendedUntil(site, person);
  const { check_in_minutes = 0, grace_minutes = 0 } =
    site.people.find(({ code }) => code === person)?.lone_worker ?? {};
  const checkedIn = duty.get(person)?.check_in_at ?? Number.NEGATIVE_INFINITY;
  if (isAbsent(site, person, now)) return ABSENT;
  if (until === null || until < now || checkedIn + (check_in_minutes + grace_minutes) * MINUTE >= now)
    return 'checked in or off duty';
  return `extended by the desk until ${localText(site.timezone, until).slice('YYYY-MM-DDT'.length)}`;
}

/** Until when the desk gave a lone worker time at most; null when it never did. */
function extendedUntil({ noted }: Pick<Site, 'noted'>, person: string): EpochMs | null {
  const given = noted?.extensions.filter((each) => each.person === person).map(({ until }) => until) ?? [];
  return given.length === 0 ? null : Math.max(...given);
}

/** Until when a lone worker must check in, or null when not on duty at `now`. What the desk gives never shortens. */
export function deadlineOf(snapshot: DutyView, person: Person, now: EpochMs): EpochMs | null {
  if (person.lone_worker === null) return null;
  const since = onDutySince(snapshot, person.code, now);
  if (since === null) return null;
  const checkedIn = snapshot.duty.get(person.code)?.check_in_at ?? Number.NEGATIVE_INFINITY;
  const from = Math.max(since, checkedIn, snapshot.first_slot ?? now);
  const owed = from + (person.lone_worker.check_in_minutes + person.lone_worker.grace_minutes) * MINUTE;
  return Math.max(owed, extendedUntil(snapshot.site, person.code) ?? owed);
}

/** When the site's lone workers have to be looked at next: the earliest deadline or start of a shift after `now`; null when never. */
export function nextLoneWorkerInstant(snapshot: DutyView, now: EpochMs): EpochMs | null {
  const workers = snapshot.site.people.filter(({ lone_worker }) => lone_worker !== null);
  if (workers.length === 0) return null;
  let next = Number.POSITIVE_INFINITY;
  for (const person of workers) {
    const deadline = deadlineOf(snapshot, person, now);
    if (deadline !== null && deadline >= now) next = Math.min(next, deadline + 1);
  }
  const codes = new Set(workers.map(({ code }) => code));
  for (const { person, start, end } of shiftsBetween(snapshot.site, now, now + 24 * HOUR)) {
    if (!codes.has(person)) continue;
    if (start > now) next = Math.min(next, start);
    if (end > now) next = Math.min(next, end);
  }
  for (const { person, start, end } of snapshot.site.noted?.absences ?? [])
    if (codes.has(person)) next = Math.min(next, ...[start, end].filter((at) => at > now));
  return next === Number.POSITIVE_INFINITY ? now + 24 * HOUR : next;
}

function breach(snapshot: DutyView, person: Person, deadline: EpochMs, now: EpochMs): Breach {
  const { check_in_minutes = 0, grace_minutes = 0 } = person.lone_worker ?? {};
  const last = snapshot.duty.get(person.code)?.check_in_at ?? null;
  const until = extendedUntil(snapshot.site, person.code);
  const isExtended = until === deadline;
  return {
    finding_type: TYPE,
    subject: `person:${person.code}`,
    severity: 'CRITICAL',
    condition_started_at: deadline,
    title: 'Lone worker overdue',
    message: `${person.code}: no check-in within ${check_in_minutes} + ${grace_minutes} min`,
    explanation: {
      rule: TYPE,
      text: `Lone worker ${person.code} is on duty and had to check in every ${check_in_minutes} min with ${grace_minutes} min of grace; ${isExtended ? 'the time that the desk gave' : 'that'} ended ${spanInWords(now - deadline)} ago.`,
      values: [
        {
          name: 'check-in interval',
          value: check_in_minutes,
          unit: 'min',
          set_at: `SITE ${snapshot.site.code}`,
        },
        { name: 'grace', value: grace_minutes, unit: 'min', set_at: `SITE ${snapshot.site.code}` },
        {
          name: 'since last check-in',
          value: last === null ? null : Math.floor((now - last) / MINUTE),
          unit: 'min',
          limit: check_in_minutes + grace_minutes,
        },
        ...(isExtended ? [{ name: 'extended by the desk until', value: toIso(deadline) }] : []),
      ],
      since: last,
      clears_when: `${person.code} checks in or signs out, or the desk gives more time.`,
    },
  };
}
