import type { Connector } from './connectors-store.ts';

export type DayPart = Connector['day'][number];
type Sum = Omit<DayPart, 'at'>;

const NOTHING: Sum = { accepted: 0, duplicates: 0, quarantined: 0, refused: 0, errors: 0, lag_ms: null };

/** All parts of a day together; the lag is the longest. */
export const sumOf = (day: readonly DayPart[]): Sum =>
  day.reduce<Sum>(
    (sum, part) => ({
      accepted: sum.accepted + part.accepted,
      duplicates: sum.duplicates + part.duplicates,
      quarantined: sum.quarantined + part.quarantined,
      refused: sum.refused + part.refused,
      errors: sum.errors + part.errors,
      lag_ms: part.lag_ms === null ? sum.lag_ms : Math.max(sum.lag_ms ?? 0, part.lag_ms),
    }),
    NOTHING,
  );

/** How much of it somebody should look at. */
export const troubleOf = ({
  quarantined,
  refused,
  errors,
}: Pick<Sum, 'quarantined' | 'refused' | 'errors'>): number => quarantined + refused + errors;
