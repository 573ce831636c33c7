import type { LatLon } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** How far back positions are looked at. */
export const FIX_LOOKBACK = 60 * MINUTE;

/** One position of a person. */
export type Fix = LatLon & {
  readonly ts: EpochMs;
  /** Metres; null when the source did not say. */
  readonly accuracy: number | null;
  /** True when the phone said that the position was made up. */
  readonly mock: boolean;
};

/** A stored position event, as far as fixes are concerned. */
export type FixEvent = {
  readonly person: string | null;
  readonly ts: EpochMs;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly acc: number | null;
  readonly mock: number | null;
};
