/** An instant in milliseconds since 1970-01-01T00:00:00Z. Every time in the core is one of these. */
export type EpochMs = number;

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** RFC 3339 in UTC with milliseconds and Z, the form of every instant that leaves the program. */
export const toIso = (at: EpochMs): string => new Date(at).toISOString();

/** A half-open span of instants: start included, end not. */
export type Interval = { readonly start: EpochMs; readonly end: EpochMs };
