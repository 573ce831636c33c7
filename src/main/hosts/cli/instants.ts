import { type EpochMs, toIso } from '#core/model/time.ts';
import { UsageError } from './usage.ts';

const RFC3339 = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads `2026-01-05T00:00:00Z` or any other RFC 3339 time with its offset. Throws UsageError, naming the option. */
export function parseInstant(option: string, text: string): EpochMs {
  const date = RFC3339.exec(text.toUpperCase())?.[1];
  const at = date === undefined ? Number.NaN : Date.parse(text.toUpperCase());
  if (Number.isNaN(at) || date === undefined || !exists(date)) {
    throw new UsageError(
      `--${option} ${text}: expected a time with its offset, for example 2026-01-05T00:00:00Z`,
    );
  }
  return at;
}

/** False for the 30th of February, which Date would move into March. */
const exists = (date: string): boolean => new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);

/** ISO text of an instant that may be missing. */
export const isoOrNull = (at: EpochMs | null): string | null => (at === null ? null : toIso(at));
