import type { FindingSeverity } from '#core/model/finding.ts';
import { severityRank } from '#core/model/finding.ts';

/** A finding that is to be heard. */
export type Alarm = {
  readonly finding_id: string;
  readonly finding_type: string;
  /** null: the installation. */
  readonly site: string | null;
  readonly severity: FindingSeverity;
};

export type SiteAlarms = {
  readonly site: string | null;
  readonly count: number;
  readonly worst: FindingSeverity;
};

const worse = (one: FindingSeverity, other: FindingSeverity): FindingSeverity =>
  severityRank(one) >= severityRank(other) ? one : other;

/** What came in one flood: each finding counts once, as it was heard last. */
export class Episode {
  readonly #sites = new Map<string | null, Map<string, Alarm>>();
  readonly #held = new Map<string, FindingSeverity>();

  add(alarm: Alarm): void {
    const { finding_id, site } = alarm;
    const alarms = this.#sites.get(site) ?? new Map<string, Alarm>();
    this.#sites.set(site, alarms.set(finding_id, alarm));
    this.#held.delete(finding_id); // what rose in severity is announced after all
  }

  alarmsOf(site: string | null): readonly Alarm[] {
    return [...(this.#sites.get(site)?.values() ?? [])];
  }

  hold(alarm: Alarm): void {
    this.add(alarm);
    this.#held.set(alarm.finding_id, alarm.severity);
  }

  get alarms(): number {
    let count = 0;
    for (const alarms of this.#sites.values()) count += alarms.size;
    return count;
  }

  get held(): { readonly MEDIUM: number; readonly LOW: number } {
    let medium = 0;
    for (const severity of this.#held.values()) if (severity === 'MEDIUM') medium++;
    return { MEDIUM: medium, LOW: this.#held.size - medium };
  }

  of(site: string | null): SiteAlarms | null {
    const alarms = this.#sites.get(site);
    return alarms === undefined
      ? null
      : {
          site,
          count: alarms.size,
          worst: this.alarmsOf(site)
            .map(({ severity }) => severity)
            .reduce(worse, 'LOW'),
        };
  }

  /** The worst first, then the one with the most. */
  get sites(): readonly SiteAlarms[] {
    return [...this.#sites.keys()]
      .flatMap((site) => this.of(site) ?? [])
      .sort(
        (a, b) =>
          severityRank(b.worst) - severityRank(a.worst) ||
          b.count - a.count ||
          ((a.site ?? '') < (b.site ?? '') ? -1 : 1),
      );
  }
}
