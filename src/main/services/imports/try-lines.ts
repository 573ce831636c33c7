import type { FeedCounts } from '#contract/imports.ts';
import type { Parsed } from '#contract/index.ts';
import { refusalOf } from '../telemetry/admission.ts';
import { readTold } from '../telemetry/read-told.ts';
import type { ImportParts } from './parts.ts';

const MOST_PROBLEMS = 100;
const MOST_SITES = 1_000;

/** What `telemetry.ingest` would make of the lines, without writing anything. Whether an event is known already is not looked up. */
export function tryLines(
  parts: Pick<ImportParts, 'fleet' | 'placer' | 'clock'>,
  input: Parsed<'telemetry.ingest'>,
): FeedCounts {
  const { read, events } = readTold(parts, input);
  const [now, { byCode }] = [parts.clock.now(), parts.fleet()];
  const refused = events.flatMap((event) => {
    const refusal = refusalOf(event, byCode.get(event.site) ?? null, event.received_at ?? now);
    return refusal === null ? [] : [{ site: event.site, refusal }];
  });
  const unknown = new Map<string, number>();
  for (const { site, refusal } of refused)
    if (refusal.reason === 'UNKNOWN_SITE') unknown.set(site, (unknown.get(site) ?? 0) + 1);
  return {
    accepted: events.length - refused.length,
    duplicates: 0,
    quarantined: refused.length + read.unreadable.length,
    problems: read.problems.slice(0, MOST_PROBLEMS),
    unknown: [...unknown].slice(0, MOST_SITES).map(([site, lines]) => ({ site, lines })),
  };
}
