import { focusSoon, focusWhenDrawn } from './focus-soon.ts';
import type { Stores } from './stores.ts';

/** The site whose page is shown; null: none is. */
export const sitePage = ({ view }: Pick<Stores, 'view'>): string | null =>
  view.getState().screen === 'fleet' ? view.getState().site : null;

/** Shows the page of a site. */
export function goToSite({ view, fleet }: Pick<Stores, 'view' | 'fleet'>, site: string): void {
  fleet.getState().moveTo(site);
  view.getState().showSite(site);
  focusSoon('site');
}

/** Back to the fleet, with the keys at the site that was looked at. */
export function leaveSite({ view }: Pick<Stores, 'view'>): void {
  const { site, showSite } = view.getState();
  showSite(null);
  if (site !== null) focusWhenDrawn(`[data-site="${CSS.escape(site)}"]`);
}

/** The site that a key on the fleet's screen is about: the one whose page is open, else the one that the keys are at. */
export const siteAtHand = ({ view, fleet }: Pick<Stores, 'view' | 'fleet'>): string | null =>
  view.getState().screen === 'fleet' ? (view.getState().site ?? fleet.getState().cursor) : null;
