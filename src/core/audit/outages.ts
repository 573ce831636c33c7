import type { EpochMs, Interval } from '#core/model/time.ts';

/** When the sources of a site's streams were out. One that lasts, or may, ends at Infinity. */
export type Outages = (streams: readonly number[]) => readonly Interval[];

/** As much of a snapshot as tells what may be missing in it. */
export type Heard = { readonly outages: Outages };

/** Since when the sources of the streams have been heard without a break; Infinity while one is out, -Infinity when none was. */
export const heardSince = ({ outages }: Heard, streams: readonly number[]): EpochMs =>
  outages(streams).reduce((latest, { end }) => Math.max(latest, end), Number.NEGATIVE_INFINITY);

/** True when an event of the streams in [from, to] may be missing because its source was out. */
export const mayBeMissing = (
  { outages }: Heard,
  streams: readonly number[],
  from: EpochMs,
  to: EpochMs,
): boolean => outages(streams).some(({ start, end }) => start <= to && end > from);
