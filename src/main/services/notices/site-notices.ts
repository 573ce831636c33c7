import type { Notice } from '#contract/notices.ts';
import type { Finding, FindingSeverity } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Episode } from '#core/notices/episode.ts';
import { joinsItsSite } from '#core/notices/stages.ts';
import { MORE_SITES_TAG, ofMoreSites, ofSite, siteTag } from './words.ts';

/** Sites beyond this share one notice: a screen full of notices is read by nobody. */
const MOST_SITES = 12;

/** Which time zone a site has; null is the installation. */
export type ZoneOf = (site: string | null) => string;
/** A finding that goes into the notice of its site. */
export type Grouped = { readonly finding: Finding; readonly heard: boolean };

type SiteNotice = {
  /** Those of its findings that nobody has seen to. */
  readonly findings: Set<string>;
  readonly newest: Finding;
  readonly heardAt: FindingSeverity | null;
  /** False: it is counted in the one notice for all further sites. */
  readonly isOwn: boolean;
};

export type Surroundings = {
  readonly episode: Episode;
  readonly zoneOf: ZoneOf;
  /** Whether nobody has seen to a finding yet. */
  readonly isOpen: (findingId: string) => boolean;
  readonly now: EpochMs;
};
export type Regrouped = { readonly notices: readonly Notice[]; readonly replaced: readonly string[] };

/** The notices of sites while a flood lasts: one for each, updated in place. */
export class SiteNotices {
  readonly #sites = new Map<string | null, SiteNotice>();

  /** The worst that the notice of the site was heard with in this flood. */
  heardAt(site: string | null): FindingSeverity | null {
    return this.#sites.get(site)?.heardAt ?? null;
  }

  /**
   * Puts findings into the notices of their sites. Returns the notices that changed, each in place of its last one, and the
   * tags of single notices that went into them: those from before the flood that nobody has seen to (`isOpen`).
   */
  add(grouped: readonly Grouped[], { episode, zoneOf, isOpen, now }: Surroundings): Regrouped {
    const replaced: string[] = [];
    const touched = new Map<string | null, boolean>();
    for (const { finding, heard } of grouped) {
      if (!this.#sites.has(finding.site)) {
        const earlier = episode.alarmsOf(finding.site).filter((alarm) => joinsItsSite(alarm));
        const open = earlier.map(({ finding_id }) => finding_id).filter(isOpen);
        replaced.push(...open);
        this.#put(finding, heard, open);
      } else this.#put(finding, heard);
      touched.set(finding.site, heard || (touched.get(finding.site) ?? false));
    }
    const notices: Notice[] = [];
    const further: Grouped[] = [];
    for (const [site, heard] of touched) {
      const known = this.#sites.get(site);
      const alarms = episode.of(site);
      if (known === undefined || alarms === null) continue;
      if (known.isOwn) notices.push(ofSite(alarms, known.newest, zoneOf(site), now, heard));
      else further.push({ finding: known.newest, heard });
    }
    const last = further.at(-1);
    const isHeard = further.some(({ heard }) => heard);
    if (last !== undefined) notices.push(ofMoreSites(this.#countOf(false), last.finding, isHeard));
    return { notices, replaced };
  }

  /** Findings that somebody has seen to. Returns the tags of notices that have nothing to tell any more. */
  close(findingIds: readonly string[]): readonly string[] {
    const tags: string[] = [];
    for (const [site, { findings, isOwn }] of this.#sites) {
      for (const id of findingIds) findings.delete(id);
      if (findings.size > 0) continue;
      this.#sites.delete(site);
      if (isOwn) tags.push(siteTag(site));
      else if (this.#countOf(false) === 0) tags.push(MORE_SITES_TAG);
    }
    return tags;
  }

  /** The flood is over: in the next one every site is heard again. */
  quieten(): void {
    for (const [site, notice] of this.#sites) this.#sites.set(site, { ...notice, heardAt: null });
  }

  #put(finding: Finding, heard: boolean, earlier: readonly string[] = []): void {
    const { site } = finding;
    const known = this.#sites.get(site);
    this.#sites.set(site, {
      findings: (known?.findings ?? new Set(earlier)).add(finding.id),
      newest: finding,
      heardAt: heard ? finding.severity : (known?.heardAt ?? null),
      isOwn: known?.isOwn ?? this.#countOf(true) < MOST_SITES,
    });
  }

  #countOf(isOwn: boolean): number {
    let count = 0;
    for (const each of this.#sites.values()) if (each.isOwn === isOwn) count++;
    return count;
  }
}
