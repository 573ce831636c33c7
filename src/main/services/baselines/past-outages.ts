import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { pastOutages } from '#core/telemetry/past-outages.ts';
import type { EventRepo, Registry } from '#main/ports/store.ts';
import type { Steps } from '../engine/slices.ts';

/** When the sources of a site's stream were out in the past. */
export type OutagesOf = (site: Site, stream: number) => readonly Interval[];

/** Whatever is stored of when each source was heard, from the events themselves. */
export type Heard = Pick<EventRepo, 'heard'>;

const NONE: readonly Interval[] = [];

/** Events are read in stretches of this length, so that others may run in between. */
const STRETCH = 2 * HOUR;

/** Looks up when each source was out in a span: reads everything in it that names a source, in steps. */
export function* findPastOutages(
  { heard }: Heard,
  registry: Pick<Registry, 'sourceCode'>,
  from: EpochMs,
  to: EpochMs,
): Steps<OutagesOf> {
  const minutes = new Map<string, Set<number>>();
  const delivers = new Map<string, Set<string>>();
  const sites = new Map<string, Set<number>>();
  for (let start = from; start < to; start += STRETCH) {
    heard(start, Math.min(start + STRETCH, to), (origin, siteId, stream, at) => {
      const source = registry.sourceCode(origin);
      if (source === null) return;
      grow(minutes, source).add(Math.floor(at / MINUTE));
      grow(sites, source).add(siteId);
      grow(delivers, `${siteId} ${stream}`).add(source);
    });
    yield;
  }
  const outages = new Map(
    [...minutes].map(([source, heardIn]) => [
      source,
      pastOutages({ minutes: heardIn, sites: sites.get(source)?.size ?? 0, from, to }),
    ]),
  );
  return (site, stream) => {
    const sources = delivers.get(`${site.id} ${stream}`);
    return sources === undefined ? NONE : [...sources].flatMap((source) => outages.get(source) ?? []);
  };
}

function grow<Value>(sets: Map<string, Set<Value>>, key: string): Set<Value> {
  const set = sets.get(key) ?? new Set<Value>();
  sets.set(key, set);
  return set;
}
