import { auditGap, restoredBreach } from '#core/audit/rules/audit-gap.ts';
import type { Actor } from '#core/model/actor.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { EngineContext } from '../engine/context.ts';
import { openingOf } from '../findings/opening.ts';

/** Named value of the engine: the interval that a restored backup does not know, as JSON, until people were told; '' after that. */
const RESTORED = 'restored';
/** The adapter of the archive reads it by this name: the archive is brought into agreement with a backup that was put back. */
const ARCHIVE_AFTER_RESTORE = 'archive.after_restore';

export type Restored = {
  readonly at: EpochMs;
  readonly actor: Actor;
  /** Name of the backup. */
  readonly backup: string;
  /** When it was taken; null for a backup that does not say: then the last tick that it remembers counts. */
  readonly taken_at: EpochMs | null;
  /** Where the database went that was there before; null when there was none. */
  readonly moved_to: string | null;
};

/** Writes into a restored database that it is one: from here on its trail goes another way than the one that was lost. */
export function noteRestored(store: Store, { at, actor, backup, taken_at, moved_to }: Restored): Interval {
  const start = taken_at ?? Number(store.state.get('last_tick_at') ?? at);
  store.transaction(() => {
    const anchor = store.trail.head();
    store.trail.append([
      {
        at,
        actor,
        action: 'engine.restored',
        entity: 'engine',
        entity_id: 'database',
        reason: 'RESTORED',
        before: null,
        after: { backup, moved_to, lost_from: start, lost_to: at, anchor },
      },
    ]);
    store.state.set(RESTORED, JSON.stringify({ start, end: at } satisfies Interval));
    store.state.set(ARCHIVE_AFTER_RESTORE, '1');
  });
  return { start, end: at };
}

/** Tells people once, as a finding, what a restored backup does not know. */
export function tellRestored(context: EngineContext, now: EpochMs): void {
  const { store } = context.world;
  const stored = store.state.get(RESTORED);
  if (stored === null || stored === '') return;
  const changes = context.begin(now);
  // Safe: only noteRestored writes it.
  changes.open(restoredBreach(JSON.parse(stored) as Interval), openingOf(auditGap, null, context, now));
  context.finish(changes, () => store.state.set(RESTORED, ''));
}
