import { describe, expect, it } from 'vitest';
import { type MethodName, methods } from '#contract/index.ts';
import { ROLES, type Standing } from '#core/model/account.ts';
import { PERMISSIONS } from '#core/people/permissions.ts';
import { createDispatch } from '../dispatch.ts';
import type { Asker, CommandHandlers, QueryHandlers } from '../handlers.ts';

const NAMES = Object.keys(methods) as MethodName[];
const PART = { tenants: ['T-1'] };
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** What dispatch says to somebody who asks with `input`, and whether any handler was reached. */
async function ask(standing: Standing, name: string, input: unknown = {}, scope: Asker['scope'] = 'all') {
  let reached = false;
  // Safe: every method has a handler here, which only notes that it was reached.
  const handlers = new Proxy({}, { get: () => () => undefined }) as QueryHandlers & CommandHandlers;
  const all = Object.fromEntries(
    NAMES.map((each) => [
      each,
      () => {
        reached = true;
        return Reflect.get(handlers, each);
      },
    ]),
  ) as unknown as QueryHandlers & CommandHandlers;
  const dispatch = createDispatch({ queries: all, commands: all, log });
  const reply = await dispatch({ standing, scope, actor: { name: 'a', verified: true } }, name, input);
  return { code: reply.ok ? 'ok' : reply.fault.code, reached };
}
const REFUSED = ['forbidden', 'sign-in'];
const least = (name: MethodName) => PERMISSIONS[name].least;

/** They take two people who can be told apart. */
const APPROVALS: readonly string[] = ['deliveries.approve', 'reports.release'];

describe('the one table of permissions', () => {
  it('has a line for each method of the contract, and for nothing else', () => {
    expect(Object.keys(PERMISSIONS).toSorted()).toEqual([...NAMES].toSorted());
  });

  it.each(NAMES)(
    '%s is refused to every role below its own, and reached by no handler then',
    async (name) => {
      for (const role of ROLES) {
        const wanted = least(name);
        const may =
          wanted === 'anyone' || (wanted !== 'program' && ROLES.indexOf(role) >= ROLES.indexOf(wanted));
        const { code, reached } = await ask(role, name);
        expect([role, REFUSED.includes(code)]).toEqual([role, !may]);
        if (!may) expect(reached).toBe(false);
      }
    },
  );

  it.each(NAMES)(
    '%s asks somebody who has not signed in to do so, unless anyone may use it',
    async (name) => {
      const { code, reached } = await ask('nobody', name);
      if (least(name) === 'anyone') return expect(REFUSED).not.toContain(code);
      expect(code).toBe(least(name) === 'program' ? 'forbidden' : 'sign-in');
      return expect(reached).toBe(false);
    },
  );

  it.each(NAMES)('%s is refused to an account of a part where it concerns the whole', async (name) => {
    const { code } = await ask('administrator', name, {}, PART);
    const isRefused = 'whole' in PERMISSIONS[name] || least(name) === 'program';
    expect(REFUSED.includes(code)).toBe(isRefused);
  });

  it('gives the person of the workstation every right but those of Vigil itself and approvals while accounts are off', async () => {
    for (const name of NAMES)
      expect([name, REFUSED.includes((await ask('local', name)).code)]).toEqual([
        name,
        least(name) === 'program' || APPROVALS.includes(name),
      ]);
  });
});

describe('an edit of the configuration', () => {
  const edit = (...fields: string[]) => ({
    base_version: 1,
    changes: [
      {
        targets: [{ scope: 'SITE', tenant: 'T-1', code: 'S-1' }],
        set: Object.fromEntries(fields.map((field) => [field, null])),
      },
    ],
  });

  it('is a supervisor’s where it changes thresholds and windows alone', async () => {
    const tunes = edit(
      'audit.signal_thresholds.phone_events',
      'audit.maintenance_windows',
      'audit.sensitivity',
    );
    expect((await ask('supervisor', 'configuration.edit', tunes)).reached).toBe(true);
    expect((await ask('operator', 'configuration.edit', tunes)).code).toBe('forbidden');
  });

  it.each(['audit.enabled', 'people', 'audit.signal_thresholds_more', 'audit'])(
    'is an administrator’s as soon as it changes %s too',
    async (field) => {
      const more = edit('audit.sensitivity', field);
      expect(await ask('supervisor', 'configuration.edit', more)).toEqual({
        code: 'forbidden',
        reached: false,
      });
      expect((await ask('administrator', 'configuration.edit', more)).reached).toBe(true);
    },
  );
});
