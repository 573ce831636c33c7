import type { Stores } from './stores.ts';

/** Why what is done about a finding cannot be done now: the finding that it would be about is not on the screen. */
export const whyNotHere = ({ view }: Pick<Stores, 'view'>): string | null =>
  view.getState().screen === 'feed' ? null : 'Go to the feed first: it is about the finding there.';
