import type { Answer } from '#contract/index.ts';
import { DutyMemory, LONGEST_ATTENDANCE } from '#core/audit/duty.ts';
import { onDutySince } from '#core/audit/on-duty.ts';
import { escalationContacts, instructionsFor } from '#core/config/desk-notes.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { clientOf, siteOf, tenantOf } from '#core/config/records.ts';
import { personOfSubject } from '#core/finding/subject.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { ReadModel, StoredFinding } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { notedOfSite } from './as-noted.ts';

/** What is shown beside a finding and is not part of it. */
export type Beside = Pick<Answer<'findings.get'>, 'related' | 'contacts' | 'instructions'>;
type Contacts = Beside['contacts'];

const RELATED_BEFORE = DAY;
const REPEATS_BEFORE = 30 * DAY;
const MOST_RELATED = 20;

/** Related findings, whom to call, and what the site says to do. Names and numbers are in this answer and in no other. */
export function createBeside(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
): (found: StoredFinding, scope: TenantScope) => Beside {
  return (found, scope) => {
    const code = found.finding.site;
    const site = code === null ? undefined : fleet().byCode.get(code);
    return {
      related: relatedTo(found, readModel, fleet(), scope, clock.now()),
      ...notesOf(found, readModel, site, clock.now()),
    };
  };
}

function relatedTo(
  { finding, children }: StoredFinding,
  readModel: ReadModel,
  { sites }: Fleet,
  scope: TenantScope,
  now: EpochMs,
): Beside['related'] {
  const code = personOfSubject(finding.subject);
  const knows = ({ tenant, people }: Site) =>
    tenant === finding.tenant && people.some((person) => person.code === code);
  const person = code === null ? null : { code, sites: sites.filter(knows).map((site) => site.code) };
  const shownElsewhere = [
    ...(finding.parent_id === null ? [] : [finding.parent_id]),
    ...children.map(({ id }) => id),
  ];
  return [
    ...readModel.findings.related(scope, {
      finding,
      without: [finding.id, ...shownElsewhere],
      person,
      from: finding.detected_at - RELATED_BEFORE,
      to: finding.resolved_at ?? now,
      repeatsSince: finding.detected_at - REPEATS_BEFORE,
      limit: MOST_RELATED,
    }),
  ];
}

const NOTHING: Contacts = { site: [], people: [], escalation: [] };

function notesOf(
  { finding }: StoredFinding,
  readModel: ReadModel,
  site: Site | undefined,
  now: EpochMs,
): Pick<Beside, 'contacts' | 'instructions'> {
  const documents = site === undefined ? null : readModel.desk.documents(site.code);
  if (site === undefined || documents === null) return { contacts: NOTHING, instructions: null };
  const written = siteOf({ document: documents.site });
  const escalation = escalationContacts(
    tenantOf({ document: documents.tenant }),
    clientOf({ document: documents.client }),
    written,
  );
  return {
    contacts: {
      site: (written.contacts ?? []).map(({ role, name, phone, hours }) => ({
        role,
        name,
        phone: phone ?? null,
        hours: hours ?? null,
      })),
      people: peopleOf(site, readModel, now),
      escalation: escalation.map(({ role, name, phone, email, action }) => ({
        role,
        name: name ?? null,
        phone: phone ?? null,
        email: email ?? null,
        action: action ?? null,
      })),
    },
    instructions: instructionsFor(finding.finding_type, written.instructions),
  };
}

/** Who works at the site, those on duty now first, then as the configuration lists them. */
function peopleOf(site: Site, readModel: ReadModel, now: EpochMs): Contacts['people'] {
  const memory = new DutyMemory();
  for (const event of readModel.desk.duty(site.id, now - LONGEST_ATTENDANCE, now))
    memory.observe(site.id, event);
  const view = {
    site: notedOfSite(readModel, site, now).of(site),
    first_slot: null,
    duty: memory.of(site.id),
  };
  return site.people
    .map(({ code, name, role, phone }) => ({
      code,
      name,
      role,
      phone,
      on_duty: onDutySince(view, code, now) !== null,
    }))
    .sort((a, b) => Number(b.on_duty) - Number(a.on_duty));
}
