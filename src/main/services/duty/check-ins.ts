import type { Answer, Parsed } from '#contract/index.ts';
import { onDutySince } from '#core/audit/on-duty.ts';
import { deadlineOf } from '#core/audit/rules/lone-worker-overdue.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Caller } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import type { DutyParts } from './parts.ts';
import { clockAt, findingAt, personAt, remark, siteEntry, siteFor, takeNoted } from './parts.ts';

/** The desk spoke with a lone worker, and no check-in is owed for a while. A call for help is another matter: nothing here touches it. */
export const createExtension =
  (parts: DutyParts) =>
  (input: Parsed<'people.extend_check_in'>, caller: Caller): Answer<'people.extend_check_in'> => {
    const { context, wakes } = parts;
    const { store, clock } = context.world;
    const at = clock.now();
    const site = siteFor(parts, input.site, caller);
    const person = personAt(site, input.person);
    const finding = input.finding === undefined ? null : findingAt(parts, site, input.finding);
    if (person.lone_worker === null)
      throw new Refused('conflict', `${person.code} has no lone-worker timer.`);
    if (onDutySince(wakes.dutyAt(site), person.code, at) === null)
      throw new Refused('conflict', `${person.code} is not on duty: no check-in is owed.`);
    const until = at + input.minutes * MINUTE;
    const { reason } = input;
    const detail = `${person.code} until ${clockAt(site, until)}: ${reason}`;
    const changes = context.begin(at);
    if (finding !== null) remark(changes, finding, { reason: 'check_in_extended', detail, caller });
    context.finish(changes, () => {
      store.noted.addExtension({
        site_id: site.id,
        person: person.code,
        until,
        reason,
        noted_at: at,
        noted_by: caller.actor.name,
      });
      const after = { person: person.code, until };
      store.trail.append([
        siteEntry(site, caller, at, { action: 'site.check_in_extended', reason, before: null, after }),
      ]);
    });
    takeNoted(parts, site, at);
    return { until: deadlineOf(wakes.dutyAt(site), person, at) ?? until };
  };
