import type { Answer } from '#contract/index.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { Due, ReadModel } from '#main/ports/read-model.ts';
import { COUNTERS_STAY } from '#main/ports/store.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { Clock } from '#main/ports/time.ts';
import type { QueryHandlers } from '../handlers.ts';
import { HOLDS, readHolds } from '../keeping/holds.ts';
import { retainedFrom } from '../keeping/retention.ts';

/** Where the job of retention says when it is due, and how far its last turn went. */
const DUE = 'upkeep.retention.due';

/** What the next night deletes, kind by kind. */
export function createRetentionDue(
  readModel: ReadModel,
  archive: ArchiveReads,
  clock: Clock,
): Pick<QueryHandlers, 'retention.due'> {
  return {
    'retention.due': (): Answer<'retention.due'> => {
      const stored = readModel.state(DUE);
      const at = stored === null ? null : Number(stored);
      const night = at ?? clock.now();
      const dates = retainedFrom({ state: { get: readModel.state } }, night);
      const counters = Math.min(dates.events, night - COUNTERS_STAY);
      const { held, ...due } = readModel.keepingDue(
        { ...dates, counters },
        readHolds(readModel.state(HOLDS)),
      );
      const span = { from: readModel.purgedUntil(), before: dates.evidence };
      const details = added(
        readModel.detailsDue(span, held),
        unlessDamaged(() => archive.detailsDue()?.(span, held) ?? NOTHING),
      );
      return { at, archive_bytes: archive.bytes(), details, ...due };
    },
  };
}

const NOTHING: Due = { count: 0, more: false };
const added = (a: Due, b: Due): Due => ({ count: a.count + b.count, more: a.more || b.more });

/** The card of the archive says that it cannot be read; the rest is told as it is. */
function unlessDamaged(read: () => Due): Due {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreTrouble) return { count: 0, more: true };
    throw error;
  }
}
