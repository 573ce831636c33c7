import { expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import type { Log } from '#main/ports/log.ts';
import { createDispatch } from './dispatch.ts';
import { type Asker, type Caller, type CommandHandlers, type QueryHandlers, Refused } from './handlers.ts';

const caller: Caller = { actor: localActor('ada'), scope: 'all' };
const asker: Asker = { ...caller, standing: 'local' };

/** A dispatch over the few handlers that a case needs. */
function dispatchOver(handlers: Partial<QueryHandlers & CommandHandlers>) {
  const logged: unknown[] = [];
  const log: Log = {
    info: () => {},
    warn: () => {},
    error: (message, fields) => logged.push({ message, ...fields }),
  };
  // Safe: a case only calls the methods that it gives.
  const all = handlers as QueryHandlers & CommandHandlers;
  return { dispatch: createDispatch({ queries: all, commands: all, log }), logged };
}

it('hands the parsed input with its defaults to the handler, with the caller', async () => {
  const seen: unknown[] = [];
  const { dispatch } = dispatchOver({
    'suppressed.list': (input, from) => {
      seen.push(input, from);
      return [];
    },
  });
  expect(await dispatch(asker, 'suppressed.list', {})).toEqual({ ok: true, value: [] });
  expect(seen).toEqual([{ active: true }, caller]);
});

it('refuses a name that is no method, also one that every object has', async () => {
  const { dispatch } = dispatchOver({});
  for (const name of ['findings.delete', 'constructor', '__proto__', 'toString', ''])
    expect(await dispatch(asker, name, {})).toMatchObject({ ok: false, fault: { code: 'not-found' } });
});

it('says where an input is wrong and never calls the handler', async () => {
  const { dispatch } = dispatchOver({});
  const reply = await dispatch(asker, 'findings.acknowledge', { ids: [7] });
  expect(reply).toMatchObject({ ok: false, fault: { code: 'bad-request' } });
  expect(JSON.stringify(reply)).toContain('ids[0]');
});

it('tells an expected refusal as it stands, with its problems', async () => {
  const problem = { file: 'a.yaml', place: 'x', line: 3, field: 'x', found: '1', expected: '2' };
  const { dispatch, logged } = dispatchOver({
    'identity.set': () => {
      throw new Refused('conflict', 'Somebody sits here already.', [problem]);
    },
  });
  expect(await dispatch(asker, 'identity.set', { name: 'ada' })).toEqual({
    ok: false,
    fault: { code: 'conflict', message: 'Somebody sits here already.', problems: [problem] },
  });
  expect(logged).toEqual([]);
});

it('tells an unexpected failure in one neutral sentence and logs it in full', async () => {
  const error = new Error('SELECT secret FROM people');
  const { dispatch, logged } = dispatchOver({
    'identity.get': () => Promise.reject(error),
  });
  const reply = await dispatch(asker, 'identity.get', {});
  expect(reply).toMatchObject({ ok: false, fault: { code: 'internal' } });
  expect(JSON.stringify(reply)).not.toContain('secret');
  expect(logged).toEqual([{ message: 'a handler failed', method: 'identity.get', error }]);
});

it('lets nothing undeclared out', async () => {
  const leaky = { name: 'local:ada', verified: false, pin: '1234' };
  const { dispatch } = dispatchOver({ 'identity.get': () => leaky });
  expect(await dispatch(asker, 'identity.get', {})).toEqual({
    ok: true,
    value: { name: 'local:ada', verified: false },
  });
});
