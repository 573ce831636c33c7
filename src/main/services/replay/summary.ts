import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { Finding } from '#core/model/finding.ts';
import type { RoundReport } from '../engine/scheduler.ts';

/** Milliseconds an audit of one site took, over the rounds of a cadence. */
export type SiteMs = { readonly p50: number; readonly p95: number; readonly max: number };

export type ReplaySummary = {
  /** Audits of one site, by cadence. */
  readonly audits: Readonly<Record<Cadence, number>>;
  /** Findings opened, by type. */
  readonly findings: Readonly<Record<string, number>>;
  readonly elapsed_ms: number;
  readonly site_ms: Readonly<Record<Cadence, SiteMs>>;
  /** Statements per audit of one site. */
  readonly queries_per_audit: Readonly<Record<Cadence, number>>;
};

/** Gathers what a replay did. */
export class ReplayStatistics {
  readonly #rounds = new Map<Cadence, { ms: number[]; audits: number; queries: number }>(
    CADENCES.map((cadence) => [cadence, { ms: [], audits: 0, queries: 0 }]),
  );
  readonly #findings = new Map<string, number>();

  round({ round, sites, duration_ms, queries }: RoundReport): void {
    const numbers = this.#rounds.get(round.cadence);
    if (numbers === undefined || sites === 0) return;
    numbers.ms.push(duration_ms / sites);
    numbers.audits += sites;
    numbers.queries += queries;
  }

  opened({ finding_type }: Finding): void {
    this.#findings.set(finding_type, (this.#findings.get(finding_type) ?? 0) + 1);
  }

  summary(elapsed_ms: number): ReplaySummary {
    const each = <T>(
      value: (numbers: { ms: number[]; audits: number; queries: number }) => T,
    ): Record<Cadence, T> => {
      const entries = [...this.#rounds].map(([cadence, numbers]) => [cadence, value(numbers)]);
      // safe: one entry for every cadence
      return Object.fromEntries(entries) as Record<Cadence, T>;
    };
    return {
      audits: each(({ audits }) => audits),
      findings: Object.fromEntries([...this.#findings].sort(([a], [b]) => (a < b ? -1 : 1))),
      elapsed_ms,
      site_ms: each(({ ms }) => percentiles(ms)),
      queries_per_audit: each(({ audits, queries }) => (audits === 0 ? 0 : queries / audits)),
    };
  }
}

function percentiles(values: readonly number[]): SiteMs {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}
