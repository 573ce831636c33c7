import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { TriedFinding } from './tried.ts';

/** Two findings of one key are the same trouble when their spans come this close. */
const APART = 15 * MINUTE;

/** Finds, for a finding of one run, the same trouble in another: same key, and spans that meet. */
export class Counterparts {
  readonly #byKey: ReadonlyMap<string, readonly TriedFinding[]>;
  readonly #until: EpochMs;

  /** `until`: to when a finding that has not ended lasts. */
  constructor(findings: readonly TriedFinding[], until: EpochMs) {
    this.#byKey = Map.groupBy(findings, keyOf);
    this.#until = until;
  }

  /** The one that was detected first; null when there is none. */
  of(finding: TriedFinding): TriedFinding | null {
    let first: TriedFinding | null = null;
    for (const other of this.#byKey.get(keyOf(finding)) ?? []) {
      if (this.#meet(finding, other) && (first === null || other.detected_at < first.detected_at))
        first = other;
    }
    return first;
  }

  #meet(a: TriedFinding, b: TriedFinding): boolean {
    return beginOf(a) <= this.#endOf(b) + APART && beginOf(b) <= this.#endOf(a) + APART;
  }

  #endOf({ ended_at, detected_at }: TriedFinding): EpochMs {
    return Math.max(detected_at, ended_at ?? this.#until);
  }
}

const beginOf = ({ condition_started_at, detected_at }: TriedFinding): EpochMs =>
  Math.min(condition_started_at, detected_at);

const keyOf = ({ site, finding_type, subject }: TriedFinding): string =>
  JSON.stringify([site, finding_type, subject]);
