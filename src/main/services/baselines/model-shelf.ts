import type { Site } from '#core/model/site.ts';
import type { Store } from '#main/ports/store.ts';
import { AsleepSite } from './asleep-site.ts';
import { rebuilt } from './rebuilt.ts';
import { RestingSite } from './resting-site.ts';
import { SiteModels } from './site-models.ts';
import type { BaselineStream } from './streams.ts';

/** A site with its models, or with what is remembered of them where nobody looks for anything unusual. */
export type Ready = { readonly site: Site; readonly models: SiteModels | AsleepSite };

export type ShelfParts = {
  readonly store: Store;
  readonly streamsOf: (site: Site) => readonly BaselineStream[];
  /** The days that are left out at the sites. */
  readonly leftOut: (sites: readonly Site[]) => ReadonlyMap<number, ReadonlySet<string>>;
  /** Where more sites than this are watched, their models come from the store at each turn and go back to it. */
  readonly mostHeld: number;
};

const isWatched = ({ audit }: Site): boolean => audit.anomaly_detection;

/** Which models lie in memory: all of a small fleet's, of a large one's those whose turn it is. */
export class ModelShelf {
  readonly #parts: ShelfParts;
  readonly #sites = new Map<number, SiteModels | AsleepSite | RestingSite>();
  readonly #watched = new Set<number>();
  /** The sites whose models lie in memory. */
  readonly #held = new Set<number>();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  /** True where more sites are watched than models may lie in memory. */
  get isCrowded(): boolean {
    return this.#watched.size > this.#parts.mostHeld;
  }

  /** The models of the sites at which something unusual is looked for; of the others no more than that they are there. */
  ready(sites: readonly Site[]): readonly Ready[] {
    for (const site of sites) {
      if (isWatched(site)) this.#watched.add(site.id);
      else this.#watched.delete(site.id);
    }
    this.#load(sites.filter((site) => isWatched(site) || !(this.#sites.get(site.id) instanceof AsleepSite)));
    return sites.flatMap((site): Ready[] => {
      const known = this.#sites.get(site.id);
      if (known === undefined || known instanceof RestingSite) return [];
      const models = known instanceof SiteModels && !isWatched(site) ? new AsleepSite(known) : known;
      if (models instanceof AsleepSite) this.#held.delete(site.id);
      this.#sites.set(site.id, models);
      return [{ site, models }];
    });
  }

  /** Brings the models of sites that wait in the store into memory, all at once: who asks for each by itself reads each by itself. */
  bringUp(sites: readonly Site[]): void {
    this.#load(sites.filter(({ id }) => this.#sites.get(id) instanceof RestingSite));
  }

  /** The models of a site, from the store where they are not in memory. */
  of(site: Site): SiteModels {
    const known = this.#sites.get(site.id);
    if (known instanceof SiteModels) return known;
    this.#load([site]);
    return this.of(site);
  }

  /** The models of a site of which something was taken in; null where nobody looks, or nothing was yet. */
  awake(site: Site): SiteModels | null {
    const known = this.#sites.get(site.id);
    return known === undefined || known instanceof AsleepSite ? null : this.of(site);
  }

  /** Replaces what is known of a site; the store knows it, too. */
  replace(models: SiteModels): void {
    this.#sites.set(models.site_id, models);
    this.#held.add(models.site_id);
  }

  /** The models of the site are kept up to a bucket. */
  keptTo(siteId: number, quarter: number): void {
    const known = this.#sites.get(siteId);
    if (known !== undefined) known.kept_to = quarter;
  }

  /** What was taken in could not be written: the models go back to what is stored when they are needed again. */
  forget(sites: readonly Site[]): void {
    for (const { id } of sites) {
      this.#sites.delete(id);
      this.#held.delete(id);
    }
  }

  /** Everything is written: where they are too many, the models wait in the store. */
  rest(): void {
    if (!this.isCrowded) return;
    for (const id of this.#held) {
      const known = this.#sites.get(id);
      if (known instanceof SiteModels) this.#sites.set(id, new RestingSite(known));
    }
    this.#held.clear();
  }

  /** Brings the models of the sites into memory: as they were stored last, and what was made of each bucket since. */
  #load(sites: readonly Site[]): void {
    const missing = sites.filter(({ id }) => !(this.#sites.get(id) instanceof SiteModels));
    if (missing.length === 0) return;
    const { store, streamsOf, leftOut } = this.#parts;
    for (const models of rebuilt(store, missing, streamsOf, null, leftOut(missing))) {
      const known = this.#sites.get(models.site_id);
      this.replace(known instanceof RestingSite ? known.awake(models) : models);
    }
  }
}
