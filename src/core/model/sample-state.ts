/**
 * What became of one bucket of one metric: JUDGED and learned; LEARNED without a score; EXTREME: judged, too strange to learn;
 * MAINTENANCE, OUTAGE of its source and LEFT_OUT: neither; UNKNOWN: nobody looked, or a gauge said nothing.
 */
export const SAMPLE_STATES = [
  'JUDGED',
  'LEARNED',
  'EXTREME',
  'MAINTENANCE',
  'OUTAGE',
  'LEFT_OUT',
  'UNKNOWN',
] as const;
export type SampleState = (typeof SAMPLE_STATES)[number];
