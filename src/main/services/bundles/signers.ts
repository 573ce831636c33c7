import { KnownSigner } from '#contract/bundles.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';

/** Named value of the engine: keys that are known by a name, as JSON. */
export const SIGNERS = 'bundles.signers';
/** More are no list that somebody looks after. */
const MOST = 200;

export const knownSigners = (stored: string | null): readonly KnownSigner[] =>
  stored === null ? [] : KnownSigner.array().parse(JSON.parse(stored));

/** Whose key is whose is a decision that the trail remembers. */
export const createSigners = ({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'bundles.trust'> => ({
  'bundles.trust': ({ fingerprint, name }, { actor }) => {
    const before = knownSigners(store.state.get(SIGNERS));
    const others = before.filter((each) => each.fingerprint !== fingerprint);
    if (name !== '' && others.length >= MOST) throw new Refused('conflict', 'Too many keys have a name.');
    const at = clock.now();
    const signers =
      name === '' ? others : [...others, { fingerprint, name, added_at: at, added_by: actor.name }];
    store.transaction(() => {
      store.state.set(SIGNERS, JSON.stringify(signers));
      store.trail.append([
        {
          ...{ at, actor, action: 'signer.named', entity: 'engine', entity_id: `signer:${fingerprint}` },
          ...{ reason: null, before: { name: nameIn(before, fingerprint) }, after: { name: name || null } },
        },
      ]);
    });
    return { signers };
  },
});

const nameIn = (signers: readonly KnownSigner[], fingerprint: string): string | null =>
  signers.find((each) => each.fingerprint === fingerprint)?.name ?? null;
