import type { Reason } from '#core/finding/step.ts';
import { changed } from '#core/finding/step.ts';
import { isWithin } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Person, Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { localText } from '#core/schedule/local-text.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { TrailEntry } from '#main/ports/store.ts';
import type { FindingChanges } from '#main/services/findings/changes.ts';
import { notedOf } from '../audits/memory.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Wakes } from '../engine/wakes.ts';
import type { Caller } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import type { Intake } from '../telemetry/intake.ts';

export type DutyParts = {
  readonly context: EngineContext;
  readonly wakes: Wakes;
  readonly intake: Intake;
  readonly randomId: RandomId;
};

/** The site, if there is one and the caller may see it; throws Refused for any other. */
export function siteFor({ context }: DutyParts, code: string, { scope }: Caller): Site {
  const site = context.siteOf(code);
  if (site === null || !isWithin(site, scope)) throw new Refused('not-found', `No site ${code}.`);
  return site;
}

/** A person who is listed at the site; throws Refused for any other. */
export function personAt(site: Site, code: string): Person {
  const person = site.people.find((each) => each.code === code);
  if (person === undefined) throw new Refused('not-found', `${site.code} has no person ${code}.`);
  return person;
}

/** An unresolved finding of the site; throws Refused for any other. */
export function findingAt({ context }: DutyParts, site: Site, id: string): Finding {
  const finding = context.book.byId(id);
  if (finding === null || finding.site !== site.code)
    throw new Refused('not-found', `No open finding ${id} at ${site.code}.`);
  return finding;
}

/** Writes into the timeline of a finding what was noted because of it; nothing else of it changes. */
export function remark(
  changes: FindingChanges,
  finding: Finding,
  { reason, detail, caller }: { readonly reason: Reason; readonly detail: string; readonly caller: Caller },
): void {
  const current = changes.current(finding) ?? finding;
  changes.take(changed(current, {}, reason, { detail }), caller.actor, current);
}

/** The row of the audit trail about a site. */
export const siteEntry = (
  site: Site,
  caller: Caller,
  at: EpochMs,
  entry: Pick<TrailEntry, 'action' | 'reason' | 'before' | 'after'>,
): TrailEntry => ({ at, actor: caller.actor, entity: 'site', entity_id: site.code, ...entry });

/** Takes into memory what was committed about a site, and looks at the site with it at once. */
export function takeNoted({ context, wakes }: DutyParts, site: Site, at: EpochMs): void {
  rememberNoted(context, site, at);
  wakes.judgeNoted(site, at);
}

/** Takes into memory what was committed about a site. */
export const rememberNoted = ({ world, memory }: EngineContext, { id }: Site, at: EpochMs): void =>
  memory.noted.replace(id, notedOf(world.store, [id], at));

/** `22:15`: an instant on the clocks of the site. */
export const clockAt = ({ timezone }: Site, at: EpochMs): string =>
  localText(timezone, at).slice('YYYY-MM-DDT'.length);

/** `2026-11-06 22:15` */
export const dayAndClockAt = ({ timezone }: Site, at: EpochMs): string =>
  localText(timezone, at).replace('T', ' ');
