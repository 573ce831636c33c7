import { drain, flatMapSteps, type Steps } from '#core/kit/steps.ts';
import type { Device, Person, Site } from '#core/model/site.ts';
import {
  DEFAULT_DEVICE_KIND,
  DEFAULT_LONE_WORKER_GRACE_MINUTES,
  DEFAULT_PRIORITY,
  DEFAULT_ROLE,
} from './defaults.ts';
import type { DeviceDocument, PersonDocument, SiteDocument } from './document.ts';
import { recordKey, type ScopeRecord, siteOf } from './records.ts';
import { createSharedSettings, type SharedSettings } from './shared-settings.ts';
import { shiftAtSite } from './windows.ts';

/** Every site with the settings that hold there now. Replaced as a whole when the configuration changes. */
export type Fleet = {
  /** Ordered by code. */
  readonly sites: readonly Site[];
  readonly byCode: ReadonlyMap<string, Site>;
  readonly byId: ReadonlyMap<number, Site>;
  /** Version of the configuration. */
  readonly version: number;
};

/** Where people and devices get their integer from: the same code in a tenant is always the same one. */
export type FleetIds = {
  readonly person: (tenantId: number, code: string) => number;
  readonly device: (tenantId: number, code: string) => number;
};

/** One for all sites without any: there are thousands. */
const NO_GROUPS: readonly string[] = [];

/** No sites yet. */
export const EMPTY_FLEET: Fleet = { sites: [], byCode: new Map(), byId: new Map(), version: 0 };

/**
 * The fleet that the stored documents describe, each tenant and client before what belongs to it. Documents are let go of one by
 * one, so that thousands of them can be read as they come. Throws when a site's tenant or client was not there.
 */
export const buildFleet = (records: Iterable<ScopeRecord>, ids: FleetIds, version: number): Fleet =>
  drain(fleetSteps(records, ids, version));

/** The same in steps. */
export function* fleetSteps(records: Iterable<ScopeRecord>, ids: FleetIds, version: number): Steps<Fleet> {
  const parents = new Map<string, ScopeRecord>();
  const settings = createSharedSettings();
  const drafts = yield* flatMapSteps(records, (record): readonly Draft[] => {
    if (record.scope === 'SITE') return [draftOf(record, parents, { ids, version, settings })];
    parents.set(recordKey(record), record);
    return [];
  });
  drafts.sort(({ site: a }, { site: b }) => (a.code < b.code ? -1 : 1));
  const people = peopleByTenant(drafts);
  const sites = yield* flatMapSteps(drafts, ({ site, people: listed }): readonly Site[] => {
    const told = people.get(site.tenant);
    const own = listed.map((person) =>
      buildPerson(told?.get(person.code) ?? person, ids.person(site.tenant_id, person.code)),
    );
    return [{ ...site, people: own }];
  });
  return {
    sites,
    byCode: new Map(sites.map((site) => [site.code, site])),
    byId: new Map(sites.map((site) => [site.id, site])),
    version,
  };
}

function parentOf(
  parents: ReadonlyMap<string, ScopeRecord>,
  wanted: Pick<ScopeRecord, 'scope' | 'tenant' | 'code'>,
): ScopeRecord {
  const found = parents.get(recordKey(wanted));
  if (found === undefined) throw new Error(`the configuration has no ${recordKey(wanted)}`);
  return found;
}

/** A site before it is known what others say of its people. */
type Draft = { readonly site: Omit<Site, 'people'>; readonly people: readonly PersonDocument[] };

/** What the sites of a tenant say together about each person, in the order of their codes: a code is one person, listed at several sites. */
function peopleByTenant(drafts: readonly Draft[]): ReadonlyMap<string, Map<string, PersonDocument>> {
  const tenants = new Map<string, Map<string, PersonDocument>>();
  for (const { site, people: listed } of drafts) {
    const people = tenants.get(site.tenant) ?? new Map<string, PersonDocument>();
    tenants.set(site.tenant, people);
    for (const person of listed) {
      const told = people.get(person.code);
      people.set(person.code, told === undefined ? person : { ...told, ...person });
    }
  }
  return tenants;
}

type SiteParts = {
  readonly ids: FleetIds;
  readonly version: number;
  readonly settings: SharedSettings;
};

function draftOf(
  record: ScopeRecord,
  parents: ReadonlyMap<string, ScopeRecord>,
  { ids, version, settings }: SiteParts,
): Draft {
  const tenant = parentOf(parents, { scope: 'TENANT', tenant: record.tenant, code: record.tenant });
  const client = parentOf(parents, { scope: 'CLIENT', tenant: record.tenant, code: record.parent ?? '' });
  const document = siteOf(record);
  const timezone = requireZone(document);
  const scopes = { tenant, client, site: { ...document, timezone } };
  const site = {
    id: record.id,
    code: record.code,
    name: document.name ?? record.code,
    tenant: record.tenant,
    tenant_id: tenant.id,
    client: client.code,
    timezone,
    location: document.location ?? null,
    geofence: document.geofence ?? null,
    priority: document.priority ?? DEFAULT_PRIORITY,
    active: document.active ?? true,
    groups: document.groups ?? NO_GROUPS,
    audit: settings.audit(scopes),
    holidays: settings.holidays(scopes),
    devices: (document.devices ?? []).map((device) =>
      buildDevice(device, ids.device(tenant.id, device.code)),
    ),
    shifts: (document.shifts ?? []).map((shift) => shiftAtSite(shift, timezone)),
    tours: settings.tours(document.tours ?? NO_TOURS),
    config_version: version,
  };
  return { site, people: document.people ?? [] };
}

const NO_TOURS: NonNullable<SiteDocument['tours']> = [];

function requireZone({ code, timezone }: SiteDocument): string {
  if (timezone === undefined) throw new Error(`the stored site ${code} has no time zone`);
  return timezone;
}

const buildPerson = ({ code, name, role, phone, lone_worker }: PersonDocument, id: number): Person => ({
  id,
  code,
  name: name ?? code,
  role: role ?? DEFAULT_ROLE,
  phone: phone ?? null,
  lone_worker:
    lone_worker === undefined
      ? null
      : {
          check_in_minutes: lone_worker.check_in_minutes,
          grace_minutes: lone_worker.grace_minutes ?? DEFAULT_LONE_WORKER_GRACE_MINUTES,
        },
});

const buildDevice = ({ code, kind, person, external_id }: DeviceDocument, id: number): Device => ({
  id,
  code,
  kind: kind ?? DEFAULT_DEVICE_KIND,
  person: person ?? null,
  external_id: external_id ?? null,
});
