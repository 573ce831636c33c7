import type { Parsed } from '#contract/index.ts';
import { addressProblem } from '#core/actions/address.ts';
import type { GuardRails } from '#core/actions/guard-rails.ts';
import { jsonProblems, textProblem } from '#core/actions/template.ts';
import { canonicalJson } from '#core/kit/hash.ts';
import type { Action } from '#core/model/action.ts';
import type { StoredAction } from '#main/ports/store.ts';
import type { EngineContext } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import type { ActionDesk } from './desk.ts';
import { writeRails } from './rails.ts';
import type { Vault } from './vault.ts';

type Names = 'actions.save' | 'actions.remove' | 'actions.set_rails' | 'actions.stop' | 'actions.resume';

export type SetupParts = {
  readonly context: EngineContext;
  readonly desk: ActionDesk;
  readonly vault: Vault;
  /** Something may go now. */
  readonly onMoved: () => void;
  /** Nothing may go any more. */
  readonly onStopped: () => void;
};

/** What administrators set up: actions, where they may go, and what may go without a person. */
export function createActionSetup({
  context,
  desk,
  vault,
  onMoved,
  onStopped,
}: SetupParts): Pick<CommandHandlers, Names> {
  const { store, clock, emit } = context.world;

  function write(action: StoredAction, caller: Caller, before: StoredAction | null, verb: string) {
    const at = clock.now();
    store.transaction(() => {
      store.actions.save({ ...action, changed_at: at, changed_by: caller.actor.name });
      desk.rewrite(action.name, caller.actor, at);
      store.trail.append([
        {
          ...{ at, actor: caller.actor, entity: 'action', entity_id: action.name },
          action: verb,
          reason: null,
          before: before && told(before),
          after: told(action),
        },
      ]);
    });
    emit('actions.changed', {});
    onMoved();
  }

  function put(change: Partial<GuardRails>, { actor, scope }: Caller, reason: string | null) {
    const before = desk.rails();
    const rails = { ...before, ...change };
    store.transaction(() => {
      writeRails(store, rails);
      store.trail.append([
        {
          ...{ at: clock.now(), actor, entity: 'action', entity_id: 'rails' },
          action: 'action.rails_changed',
          ...{ reason, before, after: rails },
        },
      ]);
    });
    emit('actions.changed', {});
    onMoved();
    return { ...rails, allowed: scope === 'all' ? [...rails.allowed] : [] };
  }

  return {
    'actions.save'({ secret, ...input }, caller) {
      refuseWrong(input.means);
      const before = store.actions.get(input.name);
      const sealed =
        secret === undefined ? (before?.sealed ?? null) : secret && vault.seal(input.name, secret);
      // What is sent is what an approval is of: a title, a cap or a secret changes nothing of that.
      const isSame = before !== null && canonicalJson(before.means) === canonicalJson(input.means);
      const version = (before?.version ?? 0) + (isSame ? 0 : 1);
      const action = { ...input, sealed, version, changed_at: 0, changed_by: '', removed_at: null };
      const isNew = before === null || before.removed_at !== null;
      write(action, caller, before, isNew ? 'action.added' : 'action.changed');
      return { name: input.name, version };
    },
    'actions.remove'({ name }, caller) {
      const before = desk.action(name);
      if (before === null) throw new Refused('not-found', `There is no action ${name}.`);
      const gone = {
        ...before,
        on: false,
        sealed: null,
        removed_at: clock.now(),
        version: before.version + 1,
      };
      write(gone, caller, before, 'action.removed');
      return { name };
    },
    'actions.set_rails'({ automatic, dry_run, allowed }, caller) {
      for (const [index, { host, port, inside }] of (allowed ?? []).entries())
        refuseHost(index, host, port, inside);
      const given = Object.entries({ automatic, dry_run, allowed }).filter(
        ([, value]) => value !== undefined,
      );
      return put(Object.fromEntries(given), caller, null);
    },
    'actions.stop'({ reason }, caller) {
      const stopped = desk.rails().stopped ?? { by: caller.actor.name, at: clock.now(), reason };
      const rails = put({ stopped }, caller, reason);
      onStopped();
      return rails;
    },
    'actions.resume': (_, caller) => put({ stopped: null }, caller, null),
  };
}

/** As the trail may keep it: of a secret only whether there is one. */
const told = ({ sealed, changed_at: _, changed_by: __, ...action }: StoredAction) => ({
  ...action,
  has_secret: sealed !== null,
});

const refuse = (place: string, found: string, expected: string): never => {
  throw new Refused('bad-request', `${place}: found ${found}, expected ${expected}.`);
};

/** Every template of an action by its place. */
function refuseWrong(means: Parsed<'actions.save'>['means'] & Action['means']): void {
  if (means.kind === 'WEBHOOK') {
    const { template, resolve_template } = means;
    for (const [place, text] of Object.entries({ template, resolve_template })) {
      const [problem] = text === null ? [] : jsonProblems(text);
      if (problem !== undefined) refuse(`${place}${problem.place}`, problem.found, problem.expected);
    }
    const scheme = URL.parse(means.url)?.protocol;
    if (scheme !== 'https:' && scheme !== 'http:')
      refuse('url', means.url.slice(0, 100), 'https://HOST/PATH');
    return;
  }
  const { subject, text, resolve_text } = means;
  for (const [place, words] of Object.entries({ subject, text, resolve_text })) {
    const problem = words === null ? null : textProblem(words);
    if (problem !== null) refuse(place, problem.found, problem.expected);
  }
}

/** An entry that no address could ever match is a mistake. */
function refuseHost(index: number, host: string, port: number | null, inside: boolean): void {
  const shown = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const url = `https://${shown}${port === null ? '' : `:${port}`}/`;
  const problem = addressProblem(url, [{ host, port, inside }]);
  if (problem !== null) refuse(`allowed[${index}].host`, host, `the name or address of a host (${problem})`);
}
