import type { LatLon } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';

/** The drawing of a site with the two corners by which it lies on the map. */
export type SitePlanRow = {
  readonly site_id: number;
  readonly name: string;
  readonly media_type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly image: Uint8Array;
  readonly nw: LatLon;
  readonly se: LatLon;
  readonly set_at: EpochMs;
  readonly set_by: string;
};
export type SitePlanRepo = {
  readonly get: (siteId: number) => SitePlanRow | null;
  /** Replaces the one that was there. */
  readonly set: (row: SitePlanRow) => void;
  readonly remove: (siteId: number) => void;
};
