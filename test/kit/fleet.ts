import type { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import { buildFleet, type Fleet } from '#core/config/fleet.ts';
import type { ScopeRecord } from '#core/config/records.ts';
import { writtenScopes } from '#core/config/written.ts';
import { WEEKDAYS } from '#core/model/audit-config.ts';

/** A site that the schema accepts: one guard on duty around the clock, one phone, one nightly tour. */
export function siteDocument(overrides: Partial<SiteDocument> = {}): SiteDocument {
  const code = overrides.code ?? 'S-1';
  const guard = `G-${code}`;
  return {
    code,
    name: `Site ${code}`,
    timezone: 'Europe/Berlin',
    location: { lat: 52.52, lon: 13.405 },
    geofence: { radius_m: 150 },
    priority: 3,
    people: [{ code: guard, name: `Guard of ${code}`, role: 'guard' }],
    devices: [{ code: `D-${code}`, kind: 'phone', person: guard }],
    shifts: [{ person: guard, days: everyDay(), start: '00:00', end: '24:00' }],
    tours: [nightlyTour()],
    ...overrides,
  };
}

type FleetShape = {
  /** Sites in all, dealt out evenly. */
  readonly sites?: number;
  readonly tenants?: number;
  readonly clientsPerTenant?: number;
  /** What is special about the site at this position. */
  readonly site?: (index: number) => Partial<SiteDocument>;
  readonly runbooks?: ConfigurationDocument['runbooks'];
};

/** A configuration file that the schema accepts: sites S-1, S-2, … in tenants T-1, … and clients C-1, …. */
export function fleetDocument(shape: FleetShape = {}): ConfigurationDocument {
  const { sites = 1, tenants = 1, clientsPerTenant = 1, site = () => ({}), runbooks } = shape;
  const clients = tenants * clientsPerTenant;
  const documents = Array.from({ length: sites }, (_, index) =>
    siteDocument({ code: `S-${index + 1}`, ...site(index) }),
  );
  return {
    version: 1,
    tenants: Array.from({ length: tenants }, (_, tenant) => ({
      code: `T-${tenant + 1}`,
      name: `Tenant ${tenant + 1}`,
      clients: Array.from({ length: clientsPerTenant }, (_, client) => ({
        code: `C-${client + 1}`,
        name: `Client ${client + 1}`,
        sites: documents.filter((_, index) => index % clients === tenant * clientsPerTenant + client),
      })),
    })),
    ...(runbooks === undefined ? {} : { runbooks }),
  };
}

/** The documents of a file as a store would hold them, numbered from 1. */
export const recordsOf = (document: ConfigurationDocument): readonly ScopeRecord[] =>
  writtenScopes({ name: 'test', document, columns: null }).map(
    ({ scope, code, parent, tenant, fields }, index) => ({
      id: index + 1,
      scope,
      code,
      parent,
      tenant,
      document: fields,
    }),
  );

/** The fleet of a configuration document without a store: codes get integers in the order of their appearance. */
export function fleetOf(document: ConfigurationDocument, version = 1): Fleet {
  const known = new Map<string, number>();
  const number = (kind: string) => (tenantId: number, code: string) => {
    const key = `${kind} ${tenantId} ${code}`;
    const id = known.get(key) ?? known.size + 1;
    known.set(key, id);
    return id;
  };
  return buildFleet(recordsOf(document), { person: number('person'), device: number('device') }, version);
}

/** A new list each time: writers of YAML turn a shared one into aliases. */
const everyDay = () => [...WEEKDAYS];

const nightlyTour = (): NonNullable<SiteDocument['tours']>[number] => ({
  code: 'T-1',
  name: 'Perimeter',
  mandatory: true,
  starts: [{ days: everyDay(), at: '22:00' }],
  duration_minutes: 45,
  grace_minutes: 15,
  checkpoints: [
    { code: 'C-1', name: 'North gate', lat: 52.5203, lon: 13.4051, radius_m: 25 },
    { code: 'C-2', name: 'South gate', lat: 52.5197, lon: 13.4049, radius_m: 25 },
  ],
});
