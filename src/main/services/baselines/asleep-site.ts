import type { Sample } from '#core/anomaly/sample.ts';
import type { SiteModels, Taking } from './site-models.ts';

/**
 * What is remembered of a site at which nobody looks for anything unusual: its models wait in the store, beside what was counted since.
 * They are brought up to it once a day, or when somebody asks for them.
 */
export class AsleepSite {
  readonly site_id: number;
  taken_to: number | null;
  kept_to: number | null;
  readonly #heard: number[];

  constructor(models: SiteModels) {
    this.site_id = models.site_id;
    this.taken_to = models.taken_to;
    this.kept_to = models.kept_to;
    this.#heard = models.streams();
  }

  has(stream: number): boolean {
    return this.#heard.includes(stream);
  }

  /** Nothing is judged here. */
  leave(): void {}

  /** Takes a bucket in as it will be learned. It is kept as a float32, so it is one from the beginning. */
  take({ stream: { stream }, value }: Taking): { readonly sample: Sample; readonly restart: null } {
    if (!this.has(stream)) this.#heard.push(stream);
    const nothing = { expected: null, spread: null, score: null, alarm: false, learned: null };
    return { sample: { stream, state: 'LEARNED', value: Math.fround(value), ...nothing }, restart: null };
  }
}
