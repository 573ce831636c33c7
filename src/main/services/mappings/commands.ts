import type { SavedMapping } from '#contract/mappings.ts';
import { placeOf } from '#core/config/problem.ts';
import { problemsOf } from '#core/config/schema-problems.ts';
import { ColumnMapping } from '#core/telemetry/mapping/column-mapping.ts';
import type { Store } from '#main/ports/store.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { MAPPINGS, savedMappings } from './saved.ts';

/** More than this is a mistake: each is a system that somebody's telemetry comes from. */
const MOST = 200;

/** Column mappings under their names, for every file that comes from the same system. */
export function createMappings({
  store,
  clock,
}: Pick<EngineWorld, 'store' | 'clock'>): Pick<CommandHandlers, 'mappings.save' | 'mappings.remove'> {
  const write = (name: string, next: SavedMapping | null, { actor }: Caller): boolean => {
    const all = savedMappings(store.state.get(MAPPINGS));
    const before = all.find(({ mapping }) => mapping.name === name) ?? null;
    const others = all.filter((saved) => saved !== before);
    const after = next === null ? others : [...others, next].sort(byName);
    if (after.length > MOST) throw new Refused('bad-request', `There are ${MOST} mappings already.`);
    store.transaction(() => {
      store.state.set(MAPPINGS, JSON.stringify(after));
      tell(store, {
        ...{ at: clock.now(), actor, entity: 'telemetry', entity_id: `mapping:${name}`, reason: null },
        action: next === null ? 'mapping.removed' : 'mapping.saved',
        ...{ before: before?.mapping ?? null, after: next?.mapping ?? null },
      });
    });
    return before !== null;
  };
  return {
    'mappings.save': ({ mapping: written }, caller) => {
      const mapping = checked(written);
      const saved = { mapping, saved_at: clock.now(), saved_by: caller.actor.name };
      return { name: mapping.name, replaced: write(mapping.name, saved, caller) };
    },
    'mappings.remove': ({ name }, caller) => {
      const isThere = savedMappings(store.state.get(MAPPINGS)).some(({ mapping }) => mapping.name === name);
      if (!isThere) throw new Refused('not-found', `There is no mapping ${name}.`);
      write(name, null, caller);
      return {};
    },
  };
}

const byName = (a: SavedMapping, b: SavedMapping): number => (a.mapping.name < b.mapping.name ? -1 : 1);

const tell = ({ trail }: Store, entry: Parameters<Store['trail']['append']>[0][number]): void =>
  trail.append([entry]);

/** The mapping as it is used. Throws Refused with everything that is wrong with it. */
export function checked(written: unknown): ColumnMapping {
  const problems = problemsOf(ColumnMapping, written);
  if (problems.length === 0) return ColumnMapping.parse(written);
  throw new Refused(
    'invalid-file',
    'This is no column mapping.',
    problems.map(({ path, found, expected }) => ({
      ...{ file: null, line: null, place: placeOf(path), field: placeOf(path), found, expected },
    })),
  );
}
