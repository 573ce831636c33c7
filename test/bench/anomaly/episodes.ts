import { QUARTER_HOURS } from '#core/anomaly/grid.ts';
import type { Side } from '#core/anomaly/incident.ts';
import { SIDES, takeScore } from '#core/anomaly/incident.ts';
import { emptyState } from '#core/anomaly/state.ts';
import type { Scores } from './scores.ts';

/** An incident that people were told of: its alarmed buckets, in order. */
export type Episode = { readonly side: Side; readonly alarms: readonly number[] };

/**
 * The incidents of a series at a threshold: alarms at most 2 h apart, a rest of 24 h. For every detector alike by the product's
 * own rule. What rests is told to nobody, so it is neither found nor false.
 */
export function episodesOf(scores: Scores, threshold: number): readonly Episode[] {
  const state = emptyState();
  const episodes: Episode[] = [];
  const open: Partial<Record<Side, number[]>> = {};
  scores.forEach((score, bucket) => {
    if (!(Math.abs(score) >= threshold)) return;
    const changes = takeScore(state, bucket, score, threshold, QUARTER_HOURS);
    for (const side of SIDES) {
      if (side !== sideOf(score)) continue;
      if (changes[side] === 'OPENED') {
        const alarms: number[] = [];
        open[side] = alarms;
        episodes.push({ side, alarms });
      }
      if (changes[side] !== 'RESTS') open[side]?.push(bucket);
    }
  });
  return episodes;
}

const sideOf = (score: number): Side => (score < 0 ? 'BELOW' : 'ABOVE');
