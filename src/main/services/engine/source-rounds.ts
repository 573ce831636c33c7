import type { Breach } from '#core/audit/rule.ts';
import { sourceSilent, sourceSilentBreach } from '#core/audit/rules/source-silent.ts';
import { advance } from '#core/finding/lifecycle.ts';
import { sourceKey } from '#core/finding/parents.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { SourceView } from '#core/telemetry/source-memory.ts';
import { SAVED_SOURCES } from '../audits/saved-sources.ts';
import { expectationsAt } from '../audits/source-history.ts';
import type { FindingChanges } from '../findings/changes.ts';
import { openingOf } from '../findings/opening.ts';
import type { EngineContext } from './context.ts';

/** Who says how sources stand. */
export type SourceWatch = {
  readonly run: (now: EpochMs) => void;
  /** When it has something to say next. */
  readonly nextAt: () => EpochMs;
  /** Writes what must outlive a restart. Inside a transaction. */
  readonly save: () => void;
};

/** Judges every source once a minute, before the sites that it delivers for. */
export class SourceRounds implements SourceWatch {
  readonly #context: EngineContext;
  #minute = Number.NEGATIVE_INFINITY;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  run(now: EpochMs): void {
    const minute = Math.floor(now / MINUTE);
    if (minute === this.#minute) return;
    this.#minute = minute;
    const { memory, world } = this.#context;
    memory.sources.look(now);
    memory.sources.judge(now, expectationsAt(world.fleet().sites, memory, now));
    const changes = this.#context.begin(now);
    for (const source of memory.sources.all()) this.#take(source, changes, now);
    this.#takeRetired(changes, now);
    this.#context.finish(changes);
  }

  nextAt(): EpochMs {
    return (this.#minute + 1) * MINUTE;
  }

  save(): void {
    const { memory, world } = this.#context;
    const saved = memory.sources.save();
    if (saved !== null) world.store.state.set(SAVED_SOURCES, JSON.stringify(saved));
  }

  #take(source: SourceView, changes: FindingChanges, now: EpochMs): void {
    const breach = sourceSilentBreach(source, now);
    if (breach === null) settleSource(source.code, 'heard again', changes, now);
    else raiseSource(source.code, breach, changes, this.#context, now);
  }

  /** A source that is known no more was silent for too long to be still in use. */
  #takeRetired(changes: FindingChanges, now: EpochMs): void {
    const known = new Set(this.#context.memory.sources.all().map(({ code }) => code));
    for (const { scope, scope_key, finding_type } of this.#context.book.all()) {
      if (scope === 'source' && finding_type === sourceSilent.type && !known.has(scope_key))
        settleSource(scope_key, 'taken as retired', changes, now);
    }
  }
}

/** Opens the finding about a source that is silent, or takes that it still is. */
export function raiseSource(
  code: string,
  breach: Breach,
  changes: FindingChanges,
  context: EngineContext,
  now: EpochMs,
): void {
  const key = sourceKey(code);
  const current = changes.current(key);
  if (current !== null) {
    const step = advance(current, { kind: 'breach', observation: breach, cadence: 'HEARTBEAT' }, now);
    changes.take(step, SYSTEM, current);
    return;
  }
  const { scope, scope_key } = key;
  changes.open(breach, { ...openingOf(sourceSilent, null, context, now), scope, scope_key });
}

/** Clears the finding about a source that is silent no longer, if there is one. */
export function settleSource(code: string, why: string, changes: FindingChanges, now: EpochMs): void {
  const key = sourceKey(code);
  changes.reopenIfClosed(key);
  const current = changes.current(key);
  if (current !== null) changes.take(advance(current, { kind: 'settled', why }, now), SYSTEM, current);
}
