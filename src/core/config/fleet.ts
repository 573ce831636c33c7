import { createSharing } from '#core/kit/shared.ts';
import type { Device, Person, Site, Tour } from '#core/model/site.ts';
import {
  DEFAULT_CHECKPOINT_RADIUS_M,
  DEFAULT_DEVICE_KIND,
  DEFAULT_LONE_WORKER_GRACE_MINUTES,
  DEFAULT_PRIORITY,
  DEFAULT_ROLE,
  DEFAULT_TOUR_GRACE_MINUTES,
} from './defaults.ts';
import type { DeviceDocument, PersonDocument, SiteDocument, TourDocument } from './document.ts';
import { clientOf, recordKey, type ScopeRecord, siteOf, tenantOf } from './records.ts';
import { effectiveAudit, effectiveHolidays } from './scopes.ts';
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

/** No sites yet. */
export const EMPTY_FLEET: Fleet = { sites: [], byCode: new Map(), byId: new Map(), version: 0 };

/** The fleet that the stored documents describe. Throws when a site's tenant or client is not among them. */
export function buildFleet(records: readonly ScopeRecord[], ids: FleetIds, version: number): Fleet {
  const parents = new Map(
    records.filter((record) => record.scope !== 'SITE').map((record) => [recordKey(record), record]),
  );
  const siteRecords = records
    .filter((record) => record.scope === 'SITE')
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const people = peopleByTenant(siteRecords);
  const shared = createSharing();
  const sites = siteRecords.map((record) => {
    const tenant = parentOf(parents, { scope: 'TENANT', tenant: record.tenant, code: record.tenant });
    const client = parentOf(parents, { scope: 'CLIENT', tenant: record.tenant, code: record.parent ?? '' });
    return buildSite({
      record,
      tenant,
      client,
      people: people.get(record.tenant) ?? new Map(),
      ids,
      version,
      shared,
    });
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

/** What the sites of a tenant say together about each person: a code is one person, listed at several sites. */
function peopleByTenant(
  siteRecords: readonly ScopeRecord[],
): ReadonlyMap<string, Map<string, PersonDocument>> {
  const tenants = new Map<string, Map<string, PersonDocument>>();
  for (const record of siteRecords) {
    const people = tenants.get(record.tenant) ?? new Map<string, PersonDocument>();
    tenants.set(record.tenant, people);
    for (const person of siteOf(record).people ?? [])
      people.set(person.code, { ...people.get(person.code), ...person });
  }
  return tenants;
}

type SiteParts = {
  readonly record: ScopeRecord;
  readonly tenant: ScopeRecord;
  readonly client: ScopeRecord;
  readonly people: ReadonlyMap<string, PersonDocument>;
  readonly ids: FleetIds;
  readonly version: number;
  readonly shared: ReturnType<typeof createSharing>;
};

function buildSite({ record, tenant, client, people, ids, version, shared }: SiteParts): Site {
  const document = siteOf(record);
  const timezone = requireZone(document);
  const scopes = [tenantOf(tenant), clientOf(client), { ...document, timezone }] as const;
  return {
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
    audit: shared(effectiveAudit(...scopes)),
    holidays: shared(effectiveHolidays(...scopes)),
    people: (document.people ?? []).map((person) =>
      buildPerson(people.get(person.code) ?? person, ids.person(tenant.id, person.code)),
    ),
    devices: (document.devices ?? []).map((device) =>
      buildDevice(device, ids.device(tenant.id, device.code)),
    ),
    shifts: (document.shifts ?? []).map((shift) => shiftAtSite(shift, timezone)),
    tours: shared((document.tours ?? []).map(buildTour)),
    config_version: version,
  };
}

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

const buildTour = ({ code, name, checkpoints = [], ...tour }: TourDocument): Tour => ({
  code,
  name: name ?? code,
  mandatory: tour.mandatory ?? true,
  starts: tour.starts,
  duration_minutes: tour.duration_minutes,
  grace_minutes: tour.grace_minutes ?? DEFAULT_TOUR_GRACE_MINUTES,
  checkpoints: checkpoints.map(({ code: checkpoint, name: label, lat, lon, radius_m }) => ({
    code: checkpoint,
    name: label ?? checkpoint,
    lat,
    lon,
    radius_m: radius_m ?? DEFAULT_CHECKPOINT_RADIUS_M,
  })),
});
