import { assign } from '#core/finding/desk.ts';
import type { Actor } from '#core/model/actor.ts';
import { ownerOf } from '#core/model/owner.ts';
import type { EpochMs } from '#core/model/time.ts';
import { isSamePerson } from '#core/people/desk-holding.ts';
import type { FindingBook } from '../findings/book.ts';
import type { FindingChanges } from '../findings/changes.ts';

type Parties = {
  readonly last: string;
  readonly holder: string;
  readonly at: EpochMs;
  readonly actor: Actor;
};

/** Gives what somebody sees to at these sites to whoever holds the desk now. Returns how many findings that were. */
export function moveFindings(
  { book, changes }: { readonly book: FindingBook; readonly changes: FindingChanges },
  sites: readonly string[],
  { last, holder, at, actor }: Parties,
): number {
  let moved = 0;
  for (const finding of sites.flatMap((site) => [...book.ofSite(site)])) {
    const owner = ownerOf(finding);
    if (owner === null || !isSamePerson(owner, last)) continue;
    const step = assign(finding, holder, at, 'with the desk');
    if ('refused' in step) continue;
    changes.take(step, actor, finding);
    moved += 1;
  }
  return moved;
}
