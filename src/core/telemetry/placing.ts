import type { Fleet } from '#core/config/fleet.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Device, Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { rosteredAt } from '#core/schedule/roster.ts';
import type { Sent } from './foreign/sent.ts';

/** Since when a person has attended at a site, as of the instant; null when they do not. */
export type AttendedSince = (site: Site, person: string, at: EpochMs) => EpochMs | null;

/** Whether an event was stored before as one of that site. */
export type IsStored = (event: TelemetryEvent, site: Site) => boolean;
const NEVER: IsStored = () => false;

/** Finds the site of an event that only names its device (DECISIONS 11). */
export type Placing = {
  /**
   * The event at its site, with our code of the device and its person; as it came when no device is known by that name. `tenant` null: of any.
   * One that comes again stays where it was stored: only the newest attendance is known, and would put it elsewhere by now.
   */
  readonly place: (
    sent: Sent,
    tenant: string | null,
    attendedSince: AttendedSince,
    isStored?: IsStored,
  ) => TelemetryEvent;
};

type Known = { readonly site: Site; readonly device: Device };

/** The devices of one fleet; make a new one when the fleet changes. */
export function createPlacing(fleet: Fleet): Placing {
  const devices = devicesOf(fleet);
  const sitesOf = sitesByPerson(fleet);
  return {
    place({ event, devices: names }, tenant, attendedSince, isStored = NEVER) {
      const known = names === null ? null : find(devices, names, tenant);
      if (known === null) return event;
      const { site: home, device } = known;
      const person = event.person ?? device.person;
      const sites = person === null ? [] : (sitesOf.get(personKey(home.tenant, person)) ?? []);
      const site =
        person === null || sites.length === 0 ? home : siteOf(sites, person, home, event.ts, attendedSince);
      const at = ({ code }: Site): TelemetryEvent => ({ ...event, site: code, device: device.code, person });
      const before = [home, ...sites].find((other) => other !== site && isStored(at(other), other));
      return at(before ?? site);
    },
  };
}

const personKey = (tenant: string, person: string): string => `${tenant} ${person}`;

/** Devices by the name that their own system gives them, then by our code. The site that comes first in the fleet is a device's home. */
function devicesOf({ sites }: Fleet): ReadonlyMap<string, readonly Known[]> {
  const byName = new Map<string, Known[]>();
  const add = (name: string, known: Known) => {
    const others = byName.get(name) ?? [];
    if (others.every(({ site }) => site.tenant !== known.site.tenant)) byName.set(name, [...others, known]);
  };
  const all = sites.flatMap((site) => site.devices.map((device) => ({ site, device })));
  for (const known of all) if (known.device.external_id !== null) add(known.device.external_id, known);
  for (const known of all) add(known.device.code, known);
  return byName;
}

/** Without a tenant a name counts only where a single tenant has it. */
function find(
  devices: ReadonlyMap<string, readonly Known[]>,
  names: readonly string[],
  tenant: string | null,
): Known | null {
  for (const name of names) {
    const known = devices.get(name) ?? [];
    const fits = tenant === null ? known : known.filter(({ site }) => site.tenant === tenant);
    const [only] = fits;
    if (only !== undefined && fits.length === 1) return only;
  }
  return null;
}

function sitesByPerson({ sites }: Fleet): ReadonlyMap<string, readonly Site[]> {
  const byPerson = new Map<string, Site[]>();
  for (const site of sites) {
    for (const { code } of site.people) {
      const key = personKey(site.tenant, code);
      byPerson.set(key, [...(byPerson.get(key) ?? []), site]);
    }
  }
  return byPerson;
}

/** Where the person signed in last and is still, else where they are rostered, else where the device belongs. */
function siteOf(
  sites: readonly Site[],
  person: string,
  home: Site,
  at: EpochMs,
  attendedSince: AttendedSince,
): Site {
  let attended: { readonly site: Site; readonly since: EpochMs } | null = null;
  for (const site of sites) {
    const since = attendedSince(site, person, at);
    if (since !== null && (attended === null || since > attended.since)) attended = { site, since };
  }
  if (attended !== null) return attended.site;
  return sites.find((site) => rosteredAt(site, at).some((shift) => shift.person === person)) ?? home;
}
