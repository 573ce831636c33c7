import type { Fleet } from '#core/config/fleet.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { QuarantineRepo } from '#main/ports/store.ts';
import { declaredMetric } from './event-row.ts';

/** A code in an event that the configuration does not have. */
export type UnknownCode = Pick<
  Parameters<QuarantineRepo['unknownReference']>[0],
  'tenant_id' | 'site' | 'kind' | 'code'
>;

/** Finds the codes that nobody configured. People and devices count in their whole tenant, tours at their site. */
export type KnownCodes = {
  readonly unknownIn: (event: TelemetryEvent, site: Site) => readonly UnknownCode[];
};

type CodesByTenant = ReadonlyMap<number, ReadonlySet<string>>;

function addTo(codes: Map<number, Set<string>>, tenantId: number, code: string): void {
  const known = codes.get(tenantId) ?? new Set();
  codes.set(tenantId, known.add(code));
}

const NONE: readonly UnknownCode[] = [];

/** The codes of one fleet; make a new one when the fleet changes. */
export function createKnownCodes(fleet: Fleet): KnownCodes {
  const people = new Map<number, Set<string>>();
  const devices = new Map<number, Set<string>>();
  for (const site of fleet.sites) {
    for (const { code } of site.people) addTo(people, site.tenant_id, code);
    for (const { code } of site.devices) addTo(devices, site.tenant_id, code);
  }
  const isUnknown = (known: CodesByTenant, site: Site, code: string | null): code is string =>
    code !== null && known.get(site.tenant_id)?.has(code) !== true;

  return {
    unknownIn(event, site) {
      const { person, device } = event;
      const found: UnknownCode[] = [];
      const note = (kind: UnknownCode['kind'], code: string) =>
        found.push({ tenant_id: site.tenant_id, site: site.code, kind, code });
      if (isUnknown(people, site, person)) note('person', person);
      if (isUnknown(devices, site, device)) note('device', device);
      if (event.type === 'tour' || event.type === 'checkpoint_scan') {
        const known = site.tours.find(({ code }) => code === event.tour);
        if (known === undefined) note('tour', event.tour);
        else if (
          event.type === 'checkpoint_scan' &&
          !known.checkpoints.some(({ code }) => code === event.checkpoint)
        )
          note('checkpoint', event.checkpoint);
      }
      if (event.type === 'metric' && declaredMetric(event, site) === null) note('metric', event.metric);
      return found.length === 0 ? NONE : found;
    },
  };
}

/** At most this many unknown codes are remembered as told; the list itself is in the store. */
const REMEMBERED_CODES = 10_000;

/** The unknown codes that are not listed yet, so that each is written once and not with every event. */
export type ListedCodes = {
  readonly current: () => KnownCodes;
  /** Call after the commit, with what was written. */
  readonly remember: (codes: readonly UnknownCode[]) => void;
};

/** Follows the fleet as it changes. */
export function createListedCodes(fleet: () => Fleet): ListedCodes {
  let of: Fleet | null = null;
  let known: KnownCodes = { unknownIn: () => [] };
  const told = new Set<string>();
  const keyOf = ({ tenant_id, kind, code }: UnknownCode) => `${tenant_id} ${kind} ${code}`;
  const untold: KnownCodes = {
    unknownIn: (event, site) => known.unknownIn(event, site).filter((code) => !told.has(keyOf(code))),
  };
  return {
    current() {
      if (fleet() !== of) {
        of = fleet();
        known = createKnownCodes(of);
        told.clear();
      }
      return untold;
    },
    remember(codes) {
      if (told.size > REMEMBERED_CODES) told.clear();
      for (const code of codes) told.add(keyOf(code));
    },
  };
}
