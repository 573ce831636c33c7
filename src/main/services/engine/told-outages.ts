import { toldSilentBreach } from '#core/audit/rules/source-silent.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ToldOutage } from '#core/telemetry/source-memory.ts';
import type { EngineContext } from './context.ts';
import { raiseSource, type SourceWatch, settleSource } from './source-rounds.ts';

type Turn = { readonly at: EpochMs; readonly source: string; readonly isSilent: boolean };

/** Takes the outages of sources as they were found, in place of judging them: a trial does not hear all of their sites. */
export class ToldOutages implements SourceWatch {
  readonly #context: EngineContext;
  readonly #turns: readonly Turn[];
  #next = 0;

  constructor(context: EngineContext, outages: readonly ToldOutage[]) {
    this.#context = context;
    this.#turns = outages
      .flatMap(({ source, silent_at, heard_at }): Turn[] => [
        { at: silent_at, source, isSilent: true },
        ...(heard_at === null ? [] : [{ at: heard_at, source, isSilent: false }]),
      ])
      .sort((a, b) => a.at - b.at);
  }

  /** When a source is silent or heard again next; Infinity when none is. */
  nextAt(): EpochMs {
    return this.#turns[this.#next]?.at ?? Number.POSITIVE_INFINITY;
  }

  run(now: EpochMs): void {
    for (
      let turn = this.#turns[this.#next];
      turn !== undefined && turn.at <= now;
      turn = this.#turns[this.#next]
    ) {
      this.#next += 1;
      this.#take(turn);
    }
  }

  /** What is told is stored already. */
  save(): void {}

  #take({ at, source, isSilent }: Turn): void {
    const { sources } = this.#context.memory;
    const changes = this.#context.begin(at);
    if (isSilent) {
      sources.tellSilent(source, at);
      raiseSource(source, toldSilentBreach(source, at), changes, this.#context, at);
    } else {
      sources.tellHeard(source, at);
      settleSource(source, 'heard again', changes, at);
    }
    this.#context.finish(changes);
  }
}
