import type { Packing, Unpacking } from '#core/kit/packed.ts';
import { type FindingSeverity, SEVERITIES } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import type { QuietSpans } from './quiet-spans.ts';

/** A condition of which nothing was heard for this long is forgotten; its finding stays what it is. */
export const ALERT_MEMORY = 30 * DAY;

/** The newest that another system said about one condition at a site. */
export type AlertState = {
  readonly fingerprint: string;
  /** null: it has ended. */
  readonly severity: FindingSeverity | null;
  readonly alert_type: string | null;
  /** When that was, as the sender says. */
  readonly ts: EpochMs;
};

/** What was stored of a report that names its condition: the severity that it has, or that it has ended. */
export type StoredReport = {
  readonly subject: string;
  readonly status: string;
  readonly title: string | null;
  readonly ts: EpochMs;
};

/** How a report is stored among what happened at its site. */
export const storedReport = ({ fingerprint, severity, alert_type }: Omit<AlertState, 'ts'>) => ({
  subject: fingerprint,
  status: severity ?? 'ENDED',
  title: alert_type,
});

/** The report as it was before it was stored. */
export const alertState = ({ subject, status, title, ts }: StoredReport): AlertState => ({
  fingerprint: subject,
  severity: SEVERITIES.find((severity) => severity === status) ?? null,
  alert_type: title,
  ts,
});

/** True when `one` was said after `other`. Of two at one instant the end counts, then the graver, then the later word, so that the order of arrival does not. */
export function isNewer(one: AlertState, other: AlertState): boolean {
  if (one.ts !== other.ts) return one.ts > other.ts;
  if (one.severity !== other.severity) return rank(one) > rank(other);
  return (one.alert_type ?? '') > (other.alert_type ?? '');
}

const RANKS = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL', null] as const;
const rank = ({ severity }: AlertState): number => RANKS.indexOf(severity);

const NONE: ReadonlyMap<string, AlertState> = new Map();

/** What other systems said last about each condition at every site, fed with every report that names one. */
export class AlertMemory {
  readonly #sites = new Map<number, Map<string, AlertState>>();
  readonly #quiet: QuietSpans | null;
  #forgottenAt: EpochMs = Number.NEGATIVE_INFINITY;

  /** `quiet`: what is told when another system reports something. */
  constructor(quiet: QuietSpans | null = null) {
    this.#quiet = quiet;
  }

  observe(siteId: number, state: AlertState): void {
    this.#quiet?.forget(siteId);
    this.#forget(state.ts);
    let states = this.#sites.get(siteId);
    if (states === undefined) {
      states = new Map();
      this.#sites.set(siteId, states);
    }
    const known = states.get(state.fingerprint);
    if (known === undefined || isNewer(state, known)) states.set(state.fingerprint, state);
  }

  /** True while another system reports something at the site and has not said that it ended. */
  isAnyOpen(siteId: number): boolean {
    for (const { severity } of this.of(siteId).values()) if (severity !== null) return true;
    return false;
  }

  /** By fingerprint. */
  of(siteId: number): ReadonlyMap<string, AlertState> {
    return this.#sites.get(siteId) ?? NONE;
  }

  save(siteId: number, packing: Packing): void {
    const states = this.of(siteId);
    packing.number(states.size);
    for (const { fingerprint, severity, alert_type, ts } of states.values()) {
      packing.text(fingerprint);
      packing.text(JSON.stringify([severity, alert_type]));
      packing.number(ts);
    }
  }

  /** Takes what `save` wrote of a site of which nothing is known yet. */
  restore(siteId: number, unpacking: Unpacking): void {
    const states = new Map<string, AlertState>();
    for (let left = unpacking.number(); left > 0; left--) {
      const fingerprint = unpacking.text();
      // safe: only `save` writes it
      const [severity, alert_type] = JSON.parse(unpacking.text()) as [FindingSeverity | null, string | null];
      states.set(fingerprint, { fingerprint, severity, alert_type, ts: unpacking.number() });
    }
    if (states.size > 0) this.#sites.set(siteId, states);
  }

  /** Once a day of the reports' own time. */
  #forget(at: EpochMs): void {
    if (at < this.#forgottenAt + DAY) return;
    this.#forgottenAt = at;
    for (const states of this.#sites.values()) {
      for (const { fingerprint, ts } of states.values())
        if (ts < at - ALERT_MEMORY) states.delete(fingerprint);
    }
  }
}
