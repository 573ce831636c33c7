import { DutyMemory } from '#core/audit/duty.ts';
import type { ConfigurationDocument } from '#core/config/document.ts';
import { buildFleet, type Fleet } from '#core/config/fleet.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Arrival } from '#main/services/telemetry/arrival.ts';
import { createLineIngest } from '#main/services/telemetry/ingest-lines.ts';
import { createIntake, type Intake } from '#main/services/telemetry/intake.ts';
import { createPlacer } from '#main/services/telemetry/placer.ts';
import { createFakeClock, type FakeClock } from '#test/kit/clock.ts';
import { recordsOf } from '#test/kit/fleet.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const NOBODY_ON_DUTY = new DutyMemory();
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** The real intake on a real store with a configured fleet; the hooks only take notes. */
export type IntakeBench = Disposable & {
  readonly file: string;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly intake: Intake;
  readonly inTransaction: Arrival[];
  readonly committed: Arrival[];
  /** Ingests lines as a file would; returns the counts and problems. */
  readonly ingest: (lines: readonly unknown[]) => ReturnType<ReturnType<typeof createLineIngest>>;
  /** Makes the engine's hook fail, as a full disk would. */
  failInside: boolean;
};

export function intakeBench(document: ConfigurationDocument, now = '2026-02-01T00:00:00Z'): IntakeBench {
  const temp = tempStore('scratch');
  const { store } = temp;
  const clock = createFakeClock(now);
  const fleet = configure(store, document);
  const inTransaction: Arrival[] = [];
  const committed: Arrival[] = [];
  const intake = createIntake({
    store,
    fleet: () => fleet,
    clock,
    log: silent,
    hooks: {
      inTransaction(arrivals) {
        if (bench.failInside) throw new Error('the disk is full');
        inTransaction.push(...arrivals);
      },
      committed: (arrivals) => void committed.push(...arrivals),
    },
  });
  const ingestChunk = createLineIngest({
    intake,
    fleet: () => fleet,
    placer: createPlacer({ store, fleet: () => fleet, duty: () => NOBODY_ON_DUTY }),
    clock,
  });
  const bench: IntakeBench = {
    file: temp.file,
    store,
    clock,
    intake,
    inTransaction,
    committed,
    failInside: false,
    ingest: (lines) =>
      ingestChunk(
        { file: 'telemetry.ndjson', first_line: 1, text: lines.map(asLine).join('\n') },
        { actor: SYSTEM, scope: 'all' },
      ),
    [Symbol.dispose]: () => temp[Symbol.dispose](),
  };
  return bench;
}

const asLine = (line: unknown): string => (typeof line === 'string' ? line : JSON.stringify(line));

function configure(store: Store, document: ConfigurationDocument): Fleet {
  return store.transaction(() => {
    const documents = recordsOf(document);
    const version = store.configuration.apply({ documents, at: 0, actor: SYSTEM, summary: null });
    return buildFleet(store.configuration.documents(), store.registry, version);
  });
}
