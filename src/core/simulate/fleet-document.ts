import type {
  ClientDocument,
  ConfigurationDocument,
  SiteDocument,
  TenantDocument,
} from '#core/config/document.ts';
import { createRandom, type Random } from '#core/kit/random.ts';
import { DAY, type EpochMs } from '#core/model/time.ts';
import { dateOfDay } from '#core/schedule/local-date.ts';
import { CITIES, type City, CLIENT_NAMES, TENANT_NAMES } from './places.ts';
import { sampleSite } from './sample-site.ts';
import { KINDS_IN_ORDER } from './site-kinds.ts';

const SITES_PER_TENANT = 34;
const FEWEST_TENANTS = 3;
const SITES_PER_CLIENT = 9;

/**
 * The configuration of a sample fleet: tenants with clients in cities around the world and sites of four kinds, with
 * settings at every scope. `start` places the maintenance windows that happen once.
 */
export function sampleFleet(sites: number, random: Random, start: EpochMs): ConfigurationDocument {
  const tenantCount = Math.min(sites, Math.max(FEWEST_TENANTS, Math.ceil(sites / SITES_PER_TENANT)));
  let client = 0;
  const tenants = shares(sites, tenantCount).map(({ first, size }, tenant): TenantDocument => {
    const clients = shares(size, Math.ceil(size / SITES_PER_CLIENT)).map((share) =>
      sampleClient(client++, { first: first + share.first, size: share.size }, random, start),
    );
    return {
      code: named(TENANT_NAMES, tenant).replaceAll(' ', '-').toUpperCase(),
      name: named(TENANT_NAMES, tenant),
      ...(tenant === 0 ? { audit: { alert_severity_threshold: 'HIGH' } } : {}),
      clients,
    };
  });
  return { version: 1, tenants };
}

type Share = { readonly first: number; readonly size: number };

/** Deals `total` out into `parts` consecutive shares that differ by one at most. */
function shares(total: number, parts: number): readonly Share[] {
  return Array.from({ length: parts }, (_, part) => {
    const first = Math.floor((total * part) / parts);
    return { first, size: Math.floor((total * (part + 1)) / parts) - first };
  });
}

function sampleClient(
  position: number,
  { first, size }: Share,
  random: Random,
  start: EpochMs,
): ClientDocument {
  const name = named(CLIENT_NAMES, position);
  const code = name.replaceAll(' ', '-').toUpperCase();
  const city = CITIES[position % CITIES.length];
  if (city === undefined) throw new Error('there are cities');
  return {
    code,
    name: `${name} ${city.name}`,
    ...clientSettings(position),
    ...holidays(position, start),
    sites: Array.from({ length: size }, (_, index) =>
      siteOf(code, first + index, index, city, random, start),
    ),
  };
}

/** Every third client asks for more of its phones, or listens to devices too: limits differ from client to client. */
function clientSettings(position: number): Pick<ClientDocument, 'audit'> {
  if (position % 3 === 1) {
    return { audit: { signal_thresholds: { phone_events: { min_count: 2, window_minutes: 90 } } } };
  }
  if (position % 3 === 2) {
    return {
      audit: {
        critical_signals: ['phone_events', 'location_updates', 'device_heartbeats'],
        sensitivity: 'LOW',
      },
    };
  }
  return {};
}

const FIRST_HOLIDAY = 2;
const HOLIDAY_EVERY = 28;
const HOLIDAYS = 13;

/** Every other client has a holiday in each four weeks of a year, not on the same day as the next. */
function holidays(position: number, start: EpochMs): Pick<ClientDocument, 'holidays'> {
  if (position % 2 === 1) return {};
  const first = Math.floor(start / DAY) + FIRST_HOLIDAY + ((position / 2) % 3);
  return {
    holidays: Array.from({ length: HOLIDAYS }, (_, index) => ({
      date: dateOfDay(first + index * HOLIDAY_EVERY),
      name: `Public holiday ${index + 1}`,
    })),
  };
}

function siteOf(
  client: string,
  position: number,
  index: number,
  city: City,
  random: Random,
  start: EpochMs,
): SiteDocument {
  const code = `${client}-${String(index + 1).padStart(2, '0')}`;
  const kind = KINDS_IN_ORDER[position % KINDS_IN_ORDER.length];
  if (kind === undefined) throw new Error('there are kinds of sites');
  return sampleSite({ code, kind, city, position, start, random: random.split(code) });
}

/** The name at a position; behind the end of the list the names come again with a number. */
function named(names: readonly string[], position: number): string {
  const round = Math.floor(position / names.length);
  const name = names[position % names.length] ?? '';
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** The random numbers behind a whole simulation. */
export const fleetRandom = (seed: number): Random => createRandom(`vigil ${seed}`);
