import type { EpochMs } from '#core/model/time.ts';

/** When a question left, when its answer came (the screen's clock), and what the engine's clock said meanwhile. */
export type Exchange = { readonly sent: EpochMs; readonly received: EpochMs; readonly at: EpochMs };

/** What to add to the screen's clock for the engine's, in ms: it said so in the middle of the way there and back. */
export const offsetOf = ({ sent, received, at }: Exchange): number => Math.round(at - (sent + received) / 2);

/** How long an event was under way, in ms; never less than nothing. */
export const underway = (said: EpochMs, received: EpochMs, offset: number): number =>
  Math.max(0, received + offset - said);
