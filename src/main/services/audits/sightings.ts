import type { DeviceReadings } from '#core/audit/devices.ts';
import { DEVICE_LOOKBACK, foldReports, lastOnline } from '#core/audit/devices.ts';
import type { Fix } from '#core/audit/fixes.ts';
import { FIX_LOOKBACK, foldFixes } from '#core/audit/fixes.ts';
import { onDutySince } from '#core/audit/on-duty.ts';
import type { Rule } from '#core/audit/rule.ts';
import { OFFLINE_LIMIT } from '#core/audit/rules/device-offline.ts';
import { LIFE_STREAMS } from '#core/audit/signal-memory.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { SignalRow, Store } from '#main/ports/store.ts';
import type { Memory } from './memory.ts';

/** As much of a round as tells what to read. */
type Asked = {
  readonly at: EpochMs;
  readonly sites: readonly Site[];
  readonly rules: readonly Rule[];
  readonly memory: Memory;
};

const bySite = (rows: readonly SignalRow[]) => Map.groupBy(rows, ({ site_id }) => site_id);
const idsOf = (sites: readonly Site[]): readonly number[] => sites.map(({ id }) => id);

/** The fixes of people at the sites of a round, by site and person. One statement, where a rule needs them. */
export function loadFixes(
  { rules, sites, at }: Asked,
  store: Store,
): ReadonlyMap<number, ReadonlyMap<string, readonly Fix[]>> {
  if (!rules.some(({ needs }) => needs.includes('fixes')) || sites.length === 0) return new Map();
  const rows = store.events.signals(idsOf(sites), [STREAM.location_updates], at - FIX_LOOKBACK, at);
  return new Map([...bySite(rows)].map(([id, events]) => [id, foldFixes(events)]));
}

/** The devices of the sites of a round. One statement, and two more for all sites at which a device of somebody on duty is silent. */
export function loadDevices(asked: Asked, store: Store): ReadonlyMap<number, readonly DeviceReadings[]> {
  const { rules, sites, at } = asked;
  const equipped = sites.filter(({ devices }) => devices.length > 0);
  if (!rules.some(({ needs }) => needs.includes('devices')) || equipped.length === 0) return new Map();
  const { events } = store;
  const told = bySite(events.signals(idsOf(equipped), [STREAM.device_heartbeats], at - DEVICE_LOOKBACK, at));
  const readings = equipped.map((site) => ({ site, devices: readingsOf(site, told.get(site.id) ?? []) }));
  const silent = readings.filter(({ site, devices }) => hasSilent(asked, site, devices));
  const known = new Map(readings.map(({ site, devices }) => [site.id, devices]));
  if (silent.length === 0) return known;
  const ids = idsOf(silent.map(({ site }) => site));
  const others = bySite(events.signals(ids, LIFE_STREAMS, at - DEVICE_LOOKBACK, at));
  const before = Map.groupBy(events.newestOfPeople(ids, STREAM.device_heartbeats), ({ site_id }) => site_id);
  for (const { site, devices } of silent) {
    const reporters = new Set((before.get(site.id) ?? []).map(({ person }) => person));
    const instants = Map.groupBy(others.get(site.id) ?? [], ({ person }) => person);
    known.set(
      site.id,
      devices.map((device) => ({
        ...device,
        reported_before: device.person !== null && reporters.has(device.person),
        others: device.person === null ? [] : (instants.get(device.person) ?? []).map(({ ts }) => ts),
      })),
    );
  }
  return known;
}

function readingsOf(site: Site, events: readonly SignalRow[]): readonly DeviceReadings[] {
  const reports = foldReports(site.devices, events);
  return site.devices.map(({ code, person }) => ({
    code,
    person,
    reports: reports.get(code) ?? [],
    reported_before: false,
    others: [],
  }));
}

/** True when a device was not heard for 30 minutes though its person is on duty: only then it matters what else the person sent. */
function hasSilent({ memory, at }: Asked, site: Site, devices: readonly DeviceReadings[]): boolean {
  const duty = memory.duty.of(site.id);
  return devices.some(({ person, reports }) => {
    const heard = lastOnline(reports);
    if (person === null || (heard !== null && heard > at - OFFLINE_LIMIT)) return false;
    return onDutySince({ site, duty, first_slot: null }, person, at) !== null;
  });
}
