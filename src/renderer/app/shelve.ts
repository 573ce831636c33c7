import { isShelvable } from '#renderer/ui/shelving.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { typeOf } from './finding-type.ts';
import type { Stores } from './stores.ts';

/** Why none of these findings can be shelved; null when one can, or when it is not known. */
export function whyNotShelved(
  stores: Pick<Stores, 'feed' | 'finding'>,
  ids: readonly string[],
): string | null {
  const types = ids.map((id) => typeOf(stores, id));
  const isHopeless = types.length > 0 && types.every((type) => type !== undefined && !isShelvable(type));
  return isHopeless ? WHY_NOT.shelved : null;
}

/** Asks for how long and why, or says why not; among those that are shelved, brings them back. Where only some can be shelved, the outcome names the others. */
export function askToShelve(
  stores: Pick<Stores, 'feed' | 'finding' | 'workflow'>,
  ids: readonly string[],
): void {
  const hindrance = whyNotShelved(stores, ids);
  const { ask, say, unshelve } = stores.workflow.getState();
  if (stores.feed.getState().filter.view === 'shelved') void unshelve(ids);
  else if (hindrance === null) ask('shelve', ids);
  else say(hindrance);
}
