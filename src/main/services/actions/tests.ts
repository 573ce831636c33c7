import { contentHash } from '#core/actions/content.ts';
import { testContent } from '#core/actions/test-message.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { EngineContext } from '../engine/context.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';
import type { ActionDesk } from './desk.ts';
import { type Outgoing, sendOnce } from './outgoing.ts';

export type TestParts = {
  readonly context: EngineContext;
  readonly desk: ActionDesk;
  readonly randomId: RandomId;
  readonly outgoing: Outgoing | undefined;
  /** Breaks off what is on its way. */
  readonly halt: () => AbortSignal;
};

/** Sends a marked message once, by the way of every other: no row of the outbox, and so no delivery, no cap and no repetition. */
export function createActionTests(parts: TestParts): Pick<CommandHandlers, 'actions.test'> {
  const { context, desk, randomId, outgoing, halt } = parts;
  const { store, clock } = context.world;
  const underway = new Set<string>();

  return {
    async 'actions.test'({ name, to = '' }, { actor }) {
      const action = desk.action(name);
      if (action === null) throw new Refused('not-found', `There is no action ${name}.`);
      if (outgoing === undefined)
        throw new Refused('conflict', 'Only the running program sends: test it there.');
      const rails = desk.rails();
      if (rails.stopped !== null)
        throw new Refused('conflict', 'Everything is stopped: nothing leaves, and no test.');
      if (rails.dry_run) throw new Refused('conflict', 'It is a dry run: nothing leaves, and no test.');
      if (underway.has(name)) throw new Refused('conflict', `A test of ${action.title} is on its way.`);
      const id = randomId();
      const content = testContent(action, id, to, clock.now());
      if (content === null)
        throw new Refused(
          'bad-request',
          'to: found nothing, expected where the test goes: a finding would say whom it tells.',
        );
      const note = (verb: string, after: object) =>
        store.transaction(() =>
          store.trail.append([
            {
              ...{ at: clock.now(), actor, entity: 'action', entity_id: name, reason: null, before: null },
              ...{ action: verb, after: { message: id, hash: contentHash(action, content), ...after } },
            },
          ]),
        );
      note('action.test_begun', { version: action.version });
      underway.add(name);
      try {
        const { verdict, text } = await sendOnce({ id, content }, action, rails, outgoing, halt());
        note('action.tested', { verdict, outcome: text });
        return { arrived: verdict === 'ARRIVED', outcome: text };
      } finally {
        underway.delete(name);
      }
    },
  };
}
