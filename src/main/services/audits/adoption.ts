import type { Key } from '#core/finding/identity.ts';
import { keyText } from '#core/finding/identity.ts';
import { advance } from '#core/finding/lifecycle.ts';
import { adopt, parentTypeOf, release } from '#core/finding/parents.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { FindingChanges } from '../findings/changes.ts';

/** What a round saw: the keys that are wrong now, and which types of finding it looked for at all. */
export type Seen = {
  readonly observed: ReadonlySet<string>;
  readonly judged: (findingType: string) => boolean;
};

/**
 * Puts symptoms under their parent while it is active, and when it is over clears those that are gone and releases those
 * that are still observed; a round that does not look for a symptom leaves it. A parent that a person resolved while it was
 * true goes on holding its symptoms.
 */
export function adoptAndRelease(
  site: Site,
  changes: FindingChanges,
  { observed, judged }: Seen,
  now: EpochMs,
): void {
  for (const child of changes.ofSite(site.code)) {
    const type = parentTypeOf(child.finding_type);
    if (type === null || child.condition !== 'ACTIVE') continue;
    const key: Key = { scope: 'site', scope_key: site.code, finding_type: type, subject: '' };
    const parent = changes.current(key);
    if (parent?.condition === 'ACTIVE') {
      if (child.parent_id !== parent.id) changes.take(adopt(child, parent), SYSTEM, child);
    } else if (child.parent_id !== null && judged(child.finding_type) && !changes.isClosed(key)) {
      letGo(child, changes, observed, now);
    }
  }
}

function letGo(child: Finding, changes: FindingChanges, observed: ReadonlySet<string>, now: EpochMs): void {
  const step = observed.has(keyText(child))
    ? release(child)
    : advance(child, { kind: 'settled', why: 'cleared with its parent' }, now);
  changes.take(step, SYSTEM, child);
}
