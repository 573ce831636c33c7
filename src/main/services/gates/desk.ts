import type { EpochMs } from '#core/model/time.ts';
import type { DropFile, Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import type { Desk, Parcel } from '../receiving/link.ts';
import type { Outcome } from '../telemetry/batch.ts';
import type { Consignment } from '../telemetry/consignment.ts';
import { sizeOf } from '../telemetry/consignment.ts';
import type { WaysIn } from '../telemetry/ways-in.ts';
import type { ConnectorDays } from './connector-days.ts';
import { type ConnectorHealth, createConnectorHealth } from './connector-health.ts';
import { readMarks, writeMark } from './marks.ts';

export type DeskParts = {
  readonly store: Pick<Store, 'transaction' | 'drops' | 'state'>;
  readonly clock: Clock;
  readonly waysIn: Pick<WaysIn, 'lanes' | 'episodes'>;
  readonly days: Pick<ConnectorDays, 'add'>;
};
export type GateDesk = Desk & {
  /** When something was committed last. */
  readonly lastEventAt: () => EpochMs | null;
  /** What each connector brought. */
  readonly health: () => readonly ConnectorHealth[];
};

/** Takes what the thread of the gates hands over into the lanes; how far a file was read is written with its events. */
export function createGateDesk({ store, clock, waysIn, days }: DeskParts): GateDesk {
  let lastEventAt: EpochMs | null = null;
  const health = createConnectorHealth(clock, days);
  return {
    async offer(parcel) {
      const verdict = await waysIn.lanes.offer(consignmentOf(parcel, store, clock));
      health.note(parcel, verdict);
      if (verdict.taken) lastEventAt = clock.now();
      // The reader of a file asks again by itself: only what other programs must send again is counted.
      else if (verdict.why === 'FULL' && parcel.progress === null)
        waysIn.episodes.refused(parcel.lane, sizeOf(parcel));
      return verdict;
    },
    dropOf: async (name) => store.drops.get(name),
    async dropEnded({ name, state, reason }) {
      const file = store.drops.get(name) ?? unread(name, clock.now());
      store.transaction(() => store.drops.save({ ...file, state, reason, at: clock.now() }));
      if (state === 'REJECTED') days.add('drop', { errors: 1 });
      return null;
    },
    marksOf: async (list) => readMarks(store, list),
    lastEventAt: () => lastEventAt,
    health: health.all,
  };
}

function consignmentOf(
  { progress, mark, connector: _, ...parcel }: Parcel,
  store: DeskParts['store'],
  clock: DeskParts['clock'],
): Consignment {
  if (mark !== null)
    return { ...parcel, alongside: { write: () => writeMark(store, mark), committed: () => {} } };
  if (progress === null) return parcel;
  const { begins, ...read } = progress;
  const write = (outcomes: readonly Outcome[]) => {
    const known = begins ? null : store.drops.get(read.name);
    const counts = known ?? unread(read.name, 0);
    const of = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
    store.drops.save({
      ...read,
      accepted: counts.accepted + of('accepted'),
      duplicates: counts.duplicates + of('duplicate'),
      quarantined: counts.quarantined + of('quarantined') + parcel.unreadable.length,
      state: 'READING',
      reason: null,
      at: clock.now(),
    });
  };
  return { ...parcel, alongside: { write, committed: () => {} } };
}

const unread = (name: string, at: EpochMs): DropFile => ({
  name,
  size: 0,
  mtime: 0,
  position: 0,
  sha256: '',
  lines: 0,
  accepted: 0,
  duplicates: 0,
  quarantined: 0,
  state: 'READING',
  reason: null,
  at,
});
