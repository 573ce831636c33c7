import type { SiteModels, Standing } from './site-models.ts';

/**
 * What is remembered of a site whose models wait in the store until its next turn: in a large fleet they would take more memory than
 * everything else. Whatever the store does not know of them stays here.
 */
export class RestingSite {
  readonly site_id: number;
  readonly taken_to: number | null;
  kept_to: number | null;
  readonly #standing: Standing;

  constructor(models: SiteModels) {
    this.site_id = models.site_id;
    this.taken_to = models.taken_to;
    this.kept_to = models.kept_to;
    this.#standing = models.standing();
  }

  /** The models as they came back from the store, standing as they did. */
  awake(models: SiteModels): SiteModels {
    models.resume(this.#standing);
    return models;
  }
}
