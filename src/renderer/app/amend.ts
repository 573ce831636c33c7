import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { rowOf } from './finding-type.ts';
import type { Stores } from './stores.ts';

type Parts = Pick<Stores, 'feed' | 'finding' | 'workflow'>;

/** Why none of these findings can be amended; null when one can, or when it is not known. */
export function whyNotAmended(
  stores: Pick<Parts, 'feed' | 'finding'>,
  ids: readonly string[],
): string | null {
  const known = ids.map((id) => rowOf(stores, id)?.status);
  const isHopeless =
    known.length > 0 && known.every((status) => status !== undefined && status !== 'RESOLVED');
  return isHopeless ? WHY_NOT.amended : null;
}

/** Asks what resolved findings really were, or says why not. Where only some are resolved, the outcome names the others. */
export function askToAmend(stores: Parts, ids: readonly string[]): void {
  const hindrance = whyNotAmended(stores, ids);
  const { ask, say } = stores.workflow.getState();
  if (hindrance === null) ask('amend', ids);
  else say(hindrance);
}
