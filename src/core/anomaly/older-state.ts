import type { SeriesKind } from './detector.ts';
import { AT, DAYS_AT, POOLS, RING_AT, RING_LENGTH, RING_WIDTH } from './state.ts';

/** The layout in which states are kept now. Until the first one had a number, nothing said it: 0. */
export const LAYOUT = 1;

/**
 * Brings a state of another layout to this one, in place. 0: counts had their evidence for a lasting change where the last two days lie
 * now, and their scatter then in the ring: both are forgotten, as if the last days had not been seen. False: the layout is not known.
 */
export function toThisLayout(state: Float32Array, kind: SeriesKind, layout: number): boolean {
  if (layout > LAYOUT) return false;
  if (layout === LAYOUT || kind === 'GAUGE') return true;
  state.fill(0, DAYS_AT, DAYS_AT + POOLS);
  for (let place = 0; place < RING_LENGTH; place++) state[RING_AT + place * RING_WIDTH + 2] = 0;
  state[AT.motion] = 0;
  return true;
}
