import { isAnomaly } from '#renderer/ui/anomaly.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { typeOf } from './finding-type.ts';
import type { Stores } from './stores.ts';

type Parts = Pick<Stores, 'feed' | 'finding' | 'workflow'>;

/** Why none of these findings can be called normal; null when one can, or when it is not known. */
export function whyNotNormal(stores: Pick<Parts, 'feed' | 'finding'>, ids: readonly string[]): string | null {
  const types = ids.map((id) => typeOf(stores, id));
  const isHopeless = types.every((type) => type !== undefined && !isAnomaly(type));
  return isHopeless ? WHY_NOT.normal : null;
}

/** Asks whether what was found was normal, or says why not. Where only some are anomalies, the outcome names the others. */
export function askWhetherNormal(stores: Parts, ids: readonly string[]): void {
  const hindrance = whyNotNormal(stores, ids);
  const { ask, say } = stores.workflow.getState();
  if (hindrance === null) ask('normal', ids);
  else say(hindrance);
}
