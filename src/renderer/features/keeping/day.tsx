import type { EpochMs } from '#core/model/time.ts';
import { formatInstant, localDate } from '#renderer/ui/time.ts';

/** A day with its year: what is kept is old. The full instant is in its tooltip. */
export const Day = ({ at, zone }: { readonly at: EpochMs; readonly zone: string }) => (
  <time dateTime={new Date(at).toISOString()} title={formatInstant(at, zone)}>
    {localDate(at, zone)}
  </time>
);
