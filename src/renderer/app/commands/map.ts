import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { whyNotHere } from '../feed-first.ts';
import { openMap } from '../finding-map.tsx';
import { focusSoon } from '../focus-soon.ts';
import { sitePage } from '../sites.ts';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

/** Whether the person at this desk wants no motion. */
const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The map of the finding that the pane shows; on the page of a site the map of that. */
export function mapCommands(stores: Stores): readonly Command[] {
  const { finding, map, workflow } = stores;
  const withMap = (title: string, key: string, run: () => void): Command => ({
    title,
    group: groupWords.findings,
    key,
    hindrance: () => whyNotHere(stores),
    run() {
      const away = whyNotHere(stores);
      if (away !== null) workflow.getState().say(away);
      else if (finding.getState().id !== null) run();
    },
  });
  const ofFinding = withMap(words.mapOfFinding, 'm', () => openMap(stores));
  const isOfSite = () => sitePage(stores) !== null;
  return [
    {
      ...ofFinding,
      hindrance: () => (isOfSite() ? null : (ofFinding.hindrance?.() ?? null)),
      run: () => (isOfSite() ? focusSoon('site-map') : ofFinding.run()),
    },
    withMap(words.playTrail, 'p', () => map.getState().toggle(isStill())),
  ];
}
