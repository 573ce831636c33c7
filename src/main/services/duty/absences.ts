import { z } from 'zod';
import type { Answer, Parsed } from '#contract/index.ts';
import { attendedNow } from '#core/audit/attended.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { shiftsBetween } from '#core/schedule/roster.ts';
import type { AbsenceRow } from '#main/ports/store.ts';
import type { Caller } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import type { DutyParts } from './parts.ts';
import { dayAndClockAt, findingAt, personAt, remark, siteEntry, siteFor, takeNoted } from './parts.ts';

type Input = Parsed<'people.absence'>;

/** Somebody is not expected for a while, and who stands in. */
export const createAbsence =
  (parts: DutyParts) =>
  (input: Input, caller: Caller): Answer<'people.absence'> => {
    const { context } = parts;
    const { store, clock } = context.world;
    const at = clock.now();
    const site = siteFor(parts, input.site, caller);
    const finding = input.finding === undefined ? null : findingAt(parts, site, input.finding);
    refuseAbsence(parts, site, input, at);
    const { person, start, end, relief, reason } = input;
    const row: AbsenceRow = {
      id: `A-${parts.randomId()}`,
      site_id: site.id,
      ...{ person, start, end, relief, reason },
      noted_at: at,
      noted_by: caller.actor.name,
      withdrawn_at: null,
      withdrawn_by: null,
    };
    const changes = context.begin(at);
    const detail = `${inWords(site, row)}: ${reason}`;
    if (finding !== null) remark(changes, finding, { reason: 'absence_noted', detail, caller });
    context.finish(changes, () => {
      store.noted.addAbsence(row);
      store.trail.append([
        siteEntry(site, caller, at, {
          action: 'site.absence_noted',
          reason,
          before: null,
          after: { ...toldOf(row), finding: finding?.id ?? null },
        }),
      ]);
    });
    takeNoted(parts, site, at);
    return { id: row.id };
  };

/** Takes an absence back: the person is expected again from now on. */
export const createWithdrawal =
  (parts: DutyParts) =>
  ({ id, reason }: Parsed<'people.absence_withdraw'>, caller: Caller): Answer<'people.absence_withdraw'> => {
    const { context } = parts;
    const { store, clock, fleet } = context.world;
    const at = clock.now();
    const row = store.noted.absence(id);
    const known = row === null ? undefined : fleet().byId.get(row.site_id);
    if (row === null || known === undefined) throw new Refused('not-found', `No absence ${id}.`);
    const site = siteFor(parts, known.code, caller);
    if (row.withdrawn_at !== null) throw new Refused('conflict', 'It was withdrawn already.');
    if (row.end <= at) throw new Refused('conflict', 'It is over already.');
    const changes = context.begin(at);
    const detail = `${inWords(site, row)}: ${reason}`;
    const finding = notedFrom(parts, site, row);
    if (finding !== null) remark(changes, finding, { reason: 'absence_withdrawn', detail, caller });
    context.finish(changes, () => {
      store.noted.withdraw(id, at, caller.actor.name);
      store.trail.append([
        siteEntry(site, caller, at, {
          action: 'site.absence_withdrawn',
          reason,
          before: toldOf(row),
          after: { id, withdrawn_at: at },
        }),
      ]);
    });
    takeNoted(parts, site, at);
    return { id };
  };

const toldOf = ({ id, person, start, end, relief }: AbsenceRow) => ({ id, person, start, end, relief });

const NotedAfter = z.object({ id: z.string(), finding: z.string().nullable() });

/** The finding that the absence was noted from, by the trail; null without one, and where it is resolved or the payload is gone. */
function notedFrom({ context }: DutyParts, site: Site, { id }: AbsenceRow): Finding | null {
  for (const { action, after } of context.world.store.trail.of('site', site.code)) {
    const noted = action === 'site.absence_noted' ? readAs(NotedAfter, after) : null;
    if (noted?.success !== true || noted.data.id !== id) continue;
    return noted.data.finding === null ? null : context.book.byId(noted.data.finding);
  }
  return null;
}

const inWords = (site: Site, { person, start, end, relief }: AbsenceRow): string =>
  `${person} absent from ${dayAndClockAt(site, start)} to ${dayAndClockAt(site, end)}, ${relief === null ? 'no relief' : `${relief} stands in`}`;

function refuseAbsence(parts: DutyParts, site: Site, input: Input, now: EpochMs): void {
  const { person, start, end, relief } = input;
  personAt(site, person);
  if (start < now - DAY) throw new Refused('bad-request', 'An absence may begin a day ago at most.');
  refuseAbsent(parts, site, person, input);
  refuseUnexpected(parts, site, input, now);
  if (relief === null) return;
  personAt(site, relief);
  if (relief === person) throw new Refused('bad-request', 'Nobody stands in for themselves.');
  refuseAbsent(parts, site, relief, input);
  if (!hasShift(parts, site, person, start, end))
    throw new Refused('conflict', `${person} has no shift then that ${relief} could take.`);
}

function refuseAbsent(parts: DutyParts, site: Site, person: string, { start, end }: Input): void {
  const { noted } = parts.context.world.store;
  const known = noted.absences([site.id], start).find((each) => each.person === person && each.start < end);
  if (known !== undefined)
    throw new Refused(
      'conflict',
      `${person} is noted as absent already from ${dayAndClockAt(site, known.start)} to ${dayAndClockAt(site, known.end)}. Withdraw that first.`,
    );
}

/** Refuses to note somebody absent whom nobody expects. */
function refuseUnexpected(parts: DutyParts, site: Site, { person, start, end }: Input, now: EpochMs): void {
  const { site: seen, duty } = parts.wakes.dutyAt(site);
  const known = duty.get(person);
  const isThere = known !== undefined && attendedNow(seen, person, known, now) !== null;
  if (!isThere && !hasShift(parts, site, person, start, end))
    throw new Refused(
      'conflict',
      `${person} has no shift from ${dayAndClockAt(site, start)} to ${dayAndClockAt(site, end)}.`,
    );
}

const hasShift = (parts: DutyParts, site: Site, person: string, start: EpochMs, end: EpochMs): boolean =>
  shiftsBetween(parts.wakes.dutyAt(site).site, start, end).some((shift) => shift.person === person);
