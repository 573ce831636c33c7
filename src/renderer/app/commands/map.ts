import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { whyNotHere } from '../feed-first.ts';
import { openMap } from '../finding-map.tsx';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

/** Whether the person at this desk wants no motion. */
const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The map of the finding that the pane shows. */
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
  return [
    withMap(words.mapOfFinding, 'm', () => openMap(stores)),
    withMap(words.playTrail, 'p', () => map.getState().toggle(isStill())),
  ];
}
