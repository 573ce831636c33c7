import type { Interval } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { Scene, Trouble } from '../trouble.ts';
import { silence } from './silent-site.ts';

/** Before the end of the window everything must be seen to work again. */
const BACK_BEFORE_END = 25 * MINUTE;
const SHORTEST = 90 * MINUTE;

/** The site is switched off inside a maintenance window, as announced, and is back before it ends. null when that cannot be. */
export function workInMaintenance(scene: Scene, window: Interval): Trouble | null {
  const gone = { start: window.start + 10 * MINUTE, end: window.end - BACK_BEFORE_END };
  if (gone.end - gone.start < SHORTEST || !scene.isSteady(gone) || scene.runs(gone).length > 0) return null;
  return silence(scene, gone, 'switched off in maintenance');
}
