import { SECOND } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Timers } from '#main/ports/time.ts';
import type { Verdict } from '../telemetry/consignment.ts';
import type { Desk, Parcel } from './link.ts';

/** The engine is asked again after this long, ms. */
const AGAIN_AFTER = SECOND;
/** What cannot be stored for another reason than the store's is tried so often. */
const MOST_FAILURES = 3;

export type DeliverParts = {
  readonly desk: Pick<Desk, 'offer'>;
  readonly timers: Pick<Timers, 'after'>;
  readonly log: Log;
};

/** TAKEN: it is on disk. CLOSED: the gate closed meanwhile. UNSTORABLE: it was tried often enough, and is no matter of room. */
export type Delivered = 'TAKEN' | 'CLOSED' | 'UNSTORABLE';

/** Asks until a parcel is on disk. For ways in that can wait: a sender that is told to come again needs none of this. */
export async function deliver(
  parcel: Parcel,
  { desk, timers, log }: DeliverParts,
  isClosed: () => boolean,
): Promise<Delivered> {
  let failures = 0;
  while (!isClosed()) {
    const verdict: Verdict = await desk.offer(parcel);
    if (verdict.taken) return 'TAKEN';
    if (verdict.why === 'FAILED') failures += 1;
    if (failures === MOST_FAILURES) {
      log.error('telemetry could not be stored', { connector: parcel.connector });
      return 'UNSTORABLE';
    }
    await new Promise<void>((done) => timers.after(AGAIN_AFTER, done));
  }
  return 'CLOSED';
}
