import { hintWords as words } from '#renderer/words/app.ts';
import { keyWords } from '#renderer/words/commands.ts';
import type { ViewState } from './view-store.ts';

/** Keys at the foot of the screen, as they are printed, and what they do there. */
export type Hint = readonly [keys: readonly string[], word: string];

const ALL: Hint = [['?'], words.keys];
const BACK: Hint = [[keyWords.escape], words.back];
const SEARCH: Hint = [['/'], words.search];

const FEED: readonly Hint[] = [
  [['j', 'k'], words.move],
  [['x'], words.select],
  [['a'], words.acknowledge],
  [['r'], words.resolve],
  [['s'], words.shelve],
  [['m'], words.map],
  [['n'], words.new],
];
const LARGE_MAP: readonly Hint[] = [[['p'], words.play], [['+', '−'], words.zoom], [['0'], words.fit], BACK];
const FLEET: readonly Hint[] = [
  [['j', 'k'], words.move],
  [[keyWords.enter], words.site],
  [['f'], words.layout],
  [[keyWords.withShift('A')], words.audit],
  SEARCH,
];
const MAP: readonly Hint[] = [[['+', '−'], words.zoom], [['0'], words.fit], SEARCH, BACK];

/** The keys that are used most on what is shown. */
export function hintsOf(
  { screen, site }: Pick<ViewState, 'screen' | 'site'>,
  isMapLarge: boolean,
): readonly Hint[] {
  if (screen === 'feed') return [...(isMapLarge ? LARGE_MAP : FEED), ALL];
  if (screen === 'fleet')
    return [...(site === null ? FLEET : ([[[keyWords.withShift('A')], words.audit], BACK] as const)), ALL];
  if (screen === 'map') return [...MAP, ALL];
  if (screen === 'baselines') return [[['↑', '↓'], words.metric], BACK, ALL];
  return [BACK, ALL];
}
