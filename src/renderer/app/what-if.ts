import { focusWhenDrawn } from './focus-soon.ts';
import type { Stores } from './stores.ts';

/** Shows the trial of changed settings; of a site, when there is one to begin with. */
export function goToWhatIf({ view, whatIf }: Pick<Stores, 'view' | 'whatIf'>, site?: string): void {
  if (site !== undefined) whatIf.getState().about(site);
  view.getState().go('what-if');
  focusWhenDrawn('#what-if');
}
