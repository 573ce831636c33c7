import { ruleOf } from '#core/audit/registry.ts';
import { alerts } from '#core/finding/alerting.ts';
import type { Key } from '#core/finding/identity.ts';
import { keyText } from '#core/finding/identity.ts';
import { advance } from '#core/finding/lifecycle.ts';
import { adopt, announce, release, siteParentKeys, sourceKey } from '#core/finding/parents.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { FindingChanges } from '../findings/changes.ts';
import type { Memory } from './memory.ts';

/** What a round saw: the keys that are wrong now, and which types of finding it looked for at all. */
export type Seen = {
  readonly observed: ReadonlySet<string>;
  readonly judged: (findingType: string) => boolean;
  readonly memory: Pick<Memory, 'sources' | 'signals'>;
  /** Keys of parents that the next round may find, if nothing is heard until then; null where no round looked. */
  readonly expected: ReadonlySet<string> | null;
};

/**
 * Puts symptoms under their parent while it is active, and when it is over clears those that are gone and releases those
 * that are still observed; a round that does not look for a symptom leaves it. A parent that a person resolved while it was
 * true goes on holding its symptoms.
 */
export function adoptAndRelease(site: Site, changes: FindingChanges, seen: Seen, now: EpochMs): void {
  for (const child of changes.ofSite(site.code)) {
    if (child.condition !== 'ACTIVE') continue;
    const keys = parentKeysOf(child, site, seen.memory);
    const parent = keys.map((key) => changes.current(key)).find((found) => found?.condition === 'ACTIVE');
    if (parent != null) {
      if (child.parent_id !== parent.id) changes.take(adopt(child, parent), SYSTEM, child);
    } else if (child.parent_id !== null && seen.judged(child.finding_type) && !keys.some(isClosed(changes))) {
      letGo(child, changes, seen.observed, now);
    } else if (child.parent_id === null && seen.expected !== null && seen.observed.has(keyText(child))) {
      const isHeld = keys.some((key) => seen.expected?.has(keyText(key)));
      if (isHeld) changes.hold(child);
      else if (isUnheard(child, site, changes, now)) changes.take(announce(child), SYSTEM, child);
    }
  }
}

/** True for a finding of an earlier round that nobody heard of, though it is one to be heard. */
const isUnheard = (finding: Finding, site: Site, changes: FindingChanges, now: EpochMs): boolean =>
  finding.alert_id === null && !changes.isFresh(finding) && alerts(finding, site.audit, now);

/** The findings that would explain this one: its silent source first, then one of its own site. */
function parentKeysOf(child: Finding, site: Site, { sources, signals }: Seen['memory']): readonly Key[] {
  const { finding_type, condition_started_at } = child;
  const streams = ruleOf(finding_type)?.absence?.(finding_type, signals.of(site).streamOf) ?? [];
  const silent = sources
    .silentOf(site.id, streams)
    // what was wrong before the source was last heard is no symptom of its silence
    .filter(({ heard_at }) => heard_at <= condition_started_at)
    .map(({ code }) => sourceKey(code));
  return [...silent, ...siteParentKeys(child)];
}

const isClosed =
  (changes: FindingChanges) =>
  (key: Key): boolean =>
    changes.isClosed(key);

function letGo(child: Finding, changes: FindingChanges, observed: ReadonlySet<string>, now: EpochMs): void {
  const step = observed.has(keyText(child))
    ? release(child, now)
    : advance(child, { kind: 'settled', why: 'cleared with its parent' }, now);
  changes.take(step, SYSTEM, child);
}
