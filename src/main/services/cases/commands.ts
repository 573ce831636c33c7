import type { Parsed } from '#contract/index.ts';
import { type CaseChange, changeCase } from '#core/case/change.ts';
import type { CaseFolder } from '#core/model/case-folder.ts';
import { coversScope } from '#core/report/signing.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { EngineContext } from '../engine/context.ts';
import { visibleFinding } from '../engine/each.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';

/** More are no list that somebody looks after. */
const MOST_CASES = 500;

type CaseCommands = Pick<CommandHandlers, 'cases.create' | 'cases.change' | 'cases.remove' | 'cases.note'>;
type Written = {
  readonly action: string;
  readonly reason?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
};

/** Cases of findings and bundles. Each change is a row of the trail. */
export function createCaseCommands(context: EngineContext, randomId: RandomId): CaseCommands {
  const { store, clock, emit } = context.world;
  const caseOf = (id: string, { scope }: Caller): CaseFolder => {
    const folder = store.cases.get(id);
    if (folder === null || !coversScope(scope, folder.scope))
      throw new Refused('not-found', `There is no case ${id}.`);
    return folder;
  };
  const writeDown = (id: string, { actor }: Caller, written: Written, run: () => void): number => {
    const at = clock.now();
    store.transaction(() => {
      run();
      const facts = { at, actor, entity: 'case', entity_id: id } as const;
      store.trail.append([{ ...facts, reason: null, before: null, after: null, ...written }]);
    });
    emit('cases.changed', {});
    return at;
  };
  const changeOf = (change: Parsed<'cases.change'>['change'], folder: CaseFolder, caller: Caller) => {
    if (change.kind === 'add_finding') return addingFinding(change.finding, folder, caller);
    if (change.kind !== 'add_bundle') return change;
    const { kind: _, ...item } = change;
    return { kind: 'add', item } as const;
  };
  /** Whoever sees the case sees what it holds. */
  const addingFinding = (id: string, { scope }: CaseFolder, caller: Caller): CaseChange => {
    const finding = visibleFinding(context, id, caller);
    const isForAll = finding !== null && visibleFinding(context, id, { ...caller, scope }) !== null;
    if (finding === null) throw new Refused('not-found', `There is no finding ${id}.`);
    if (!isForAll) throw new Refused('conflict', 'Somebody who sees this case does not see that finding.');
    return { kind: 'add', item: { finding: id, title: finding.title, bundle: null } };
  };
  return {
    'cases.create': ({ name }, caller) => {
      if (store.cases.count() >= MOST_CASES)
        throw new Refused('conflict', `There are ${MOST_CASES} cases: remove some that are closed.`);
      const [id, at] = [`C-${randomId()}`, clock.now()];
      const opened = { opened_at: at, opened_by: caller.actor.name, closed_at: null, closed_by: null };
      const folder = { id, name, scope: caller.scope, ...opened, revision: 1, items: [], notes: [] };
      writeDown(id, caller, { action: 'case.opened', after: { name } }, () => store.cases.save(folder, at));
      return { id };
    },
    'cases.change': ({ id, revision, change }, caller) => {
      const before = caseOf(id, caller);
      if (before.revision !== revision)
        throw new Refused('conflict', 'Somebody else has changed the case. Look at it again.');
      const facts = { at: clock.now(), actor: caller.actor, id: randomId() };
      const after = changeCase(before, changeOf(change, before, caller), facts);
      if ('refused' in after) throw new Refused('conflict', after.refused);
      writeDown(id, caller, writtenOf(change, before, after), () => store.cases.save(after, facts.at));
      return toDto(after);
    },
    'cases.remove': ({ id }, caller) => {
      const { name, closed_at, items, notes } = caseOf(id, caller);
      if (closed_at === null) throw new Refused('conflict', 'The case is open. Close it first.');
      const held = { name, items: items.length, notes: notes.length };
      writeDown(id, caller, { action: 'case.removed', before: held }, () => store.cases.remove(id));
      return {};
    },
    'cases.note': ({ id, redacted }, caller) => {
      const { items } = caseOf(id, caller);
      const after = { redacted, findings: items.map(({ finding }) => finding) };
      const at = writeDown(id, caller, { action: 'case.exported', after }, () => {});
      const { name, verified } = caller.actor;
      const { seq, hash } = store.trail.head();
      return { at, actor: name, verified, trail_head: { seq, hash } };
    },
  };
}

/** A case as screens have it. */
export const toDto = ({ scope: _, items, notes, ...folder }: CaseFolder) => ({
  ...folder,
  items: [...items],
  notes: [...notes],
});

const ACTIONS = {
  rename: 'case.renamed',
  add_finding: 'case.added',
  add_bundle: 'case.added',
  remove: 'case.taken_out',
  move: 'case.sorted',
  note: 'case.noted',
  close: 'case.closed',
  reopen: 'case.reopened',
} as const;

/** What the trail says of a change. */
function writtenOf(change: Parsed<'cases.change'>['change'], before: CaseFolder, after: CaseFolder): Written {
  const action = ACTIONS[change.kind];
  const itemOf = (id: string | null) => before.items.find((item) => item.id === id) ?? null;
  switch (change.kind) {
    case 'rename':
      return { action, before: { name: before.name }, after: { name: after.name } };
    case 'add_finding':
    case 'add_bundle':
      return { action, after: after.items.at(-1) };
    case 'remove':
      return { action, before: itemOf(change.item) };
    case 'move':
      return { action, after: { order: after.items.map(({ finding }) => finding) } };
    case 'note':
      // Its text goes with the case, and what a row of the trail says itself stays for good.
      return { action, after: { about: itemOf(change.item)?.finding ?? null, text: change.text } };
    default:
      return { action };
  }
}
