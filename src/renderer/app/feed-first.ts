import { WHY_NOT } from '#renderer/words/hindrances.ts';
import type { Stores } from './stores.ts';

/** Why what is done about a finding cannot be done now: the finding that it would be about is not on the screen. */
export const whyNotHere = ({ view }: Pick<Stores, 'view'>): string | null =>
  view.getState().screen === 'feed' ? null : WHY_NOT.here;
