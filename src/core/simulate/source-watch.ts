import { SEVERITIES } from '#core/model/finding.ts';
import { type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';
import type { Delivered } from './delivery.ts';
import type { Outages } from './outages.ts';
import { PATROL_APP } from './sources.ts';
import type { TruthRow } from './truth.ts';

const [, HIGH] = SEVERITIES;
const SHORTEST_LIMIT = 5 * MINUTE;
const LIMIT_IN_GAPS = 5;
const USUAL_SHARE = 0.99;
/** Longer gaps count as this long. */
const LONGEST_GAP_SECONDS = 3_600;

/** Listens to what really arrives from the guards' app, and tells since when and until when its outages could be noticed. */
export class SourceWatch {
  readonly #outages: Outages;
  /** Gaps between two arrivals, by whole seconds, rounded up. */
  readonly #gaps = new Uint32Array(LONGEST_GAP_SECONDS + 1);
  #counted = 0;
  /** The newest instant of which something arrived. */
  #heard: EpochMs | null = null;
  #arrived: EpochMs = 0;
  #truth: TruthRow[] = [];

  constructor(outages: Outages) {
    this.#outages = outages;
  }

  /** Everything that arrives, in order of reception. */
  note({ source, ts, received_at }: Delivered): void {
    if (source !== PATROL_APP) return;
    const heard = this.#heard;
    const gap = received_at - this.#arrived;
    this.#heard = Math.max(heard ?? ts, ts);
    this.#arrived = received_at;
    if (heard === null) return;
    const isLong = gap >= SHORTEST_LIMIT;
    if (isLong && this.#outages.between(heard, received_at).length > 0) this.#tell(heard, received_at);
    else this.#count(gap);
  }

  /** The outages that are over, each once. */
  takeTruth(): readonly TruthRow[] {
    const rows = this.#truth;
    this.#truth = [];
    return rows;
  }

  #tell(heard: EpochMs, again: EpochMs): void {
    const start = heard + Math.max(SHORTEST_LIMIT, LIMIT_IN_GAPS * this.#usualGap());
    if (start >= again) return;
    const named = { site: null, finding_type: 'SOURCE_SILENT', subject: `source:${PATROL_APP}` };
    this.#truth.push({ ...named, start, end: again, cause: 'source-outage', severity: HIGH });
  }

  #count(gap: number): void {
    const seconds = Math.min(LONGEST_GAP_SECONDS, Math.ceil(gap / SECOND));
    this.#gaps[seconds] = (this.#gaps[seconds] ?? 0) + 1;
    this.#counted++;
  }

  /** 99 % of all gaps so far are no longer, in ms. */
  #usualGap(): number {
    let shorter = 0;
    const seconds = this.#gaps.findIndex((count) => {
      shorter += count;
      return shorter >= USUAL_SHARE * this.#counted;
    });
    return seconds * SECOND;
  }
}
