import { expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { arrived, createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { createSettingsStore, draftOf, type Place } from './settings-store.ts';

const site = (code: string): Place => ({ targets: [{ scope: 'SITE', tenant: 'T-1', code }] });
const scopeOf = (code: string, version = 4): Answer<'settings.scope'> => ({
  target: { scope: 'SITE', tenant: 'T-1', code },
  name: code,
  version,
  changed: null,
  tenant: 'T-1',
  client: 'C-1',
  timezone: 'UTC',
  location: null,
  sites: 1,
  signals: [],
  fields: [],
});
const DIFF: Answer<'configuration.edit'> = {
  files: [],
  dry_run: true,
  version: null,
  counts: { tenants: 1, clients: 1, sites: 1, people: 0, devices: 0, tours: 0, runbooks: 0 },
  entries: [],
  problems: [],
};

async function bench() {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'settings.fields': () => [],
    'settings.scope': ({ target }) => scopeOf(target.code),
    'configuration.edit': ({ dry_run }) => ({
      ...DIFF,
      dry_run: dry_run ?? true,
      version: dry_run === false ? 5 : null,
    }),
  });
  const store = createSettingsStore({ api: fake.api, after: timers.after });
  store.getState().start();
  store.getState().show(site('S-1'));
  await arrived();
  return { ...fake, timers, state: store.getState };
}

it('tries the changes once nobody types any more, on the version that was loaded', async () => {
  const { state, timers, inputsOf } = await bench();
  state().set('priority', 1);
  state().set('priority', 2);
  expect(inputsOf('configuration.edit')).toEqual([]);
  timers.run();
  await arrived();
  expect(inputsOf('configuration.edit')).toEqual([
    {
      base_version: 4,
      changes: [{ targets: [{ scope: 'SITE', tenant: 'T-1', code: 'S-1' }], set: { priority: 2 } }],
      dry_run: true,
    },
  ]);
  expect(state().diff).not.toBeNull();
});

it('keeps the unsaved changes of a place that is left, and shows them when it is opened again', async () => {
  const { state } = await bench();
  state().set('priority', 1);
  state().show(site('S-2'));
  await arrived();
  expect(draftOf(state())).toEqual({});
  state().show(site('S-1'));
  await arrived();
  expect(draftOf(state())).toEqual({ priority: 1 });
});

it('keeps the version on which unsaved changes were made, so that saving tells who was quicker', async () => {
  const { state, push, inputsOf, answers } = await bench();
  answers['settings.scope'] = ({ target }) => scopeOf(target.code, 9);
  state().set('priority', 1);
  push('sites.changed', { sites: null });
  await arrived();
  await state().save('');
  expect(inputsOf('configuration.edit').at(-1)).toMatchObject({ base_version: 4, dry_run: false });
});

it('remembers the version of unsaved changes while another place is shown, until a conflict was told and loaded again', async () => {
  const { state, inputsOf, answers } = await bench();
  state().set('priority', 1);
  answers['settings.scope'] = ({ target }) => scopeOf(target.code, 9);
  answers['configuration.edit'] = () => ({ ok: false, fault: { code: 'conflict', message: 'by ben' } });
  state().show(site('S-2'));
  await arrived();
  state().show(site('S-1'));
  await arrived();
  await state().save('');
  expect(inputsOf('configuration.edit').at(-1)).toMatchObject({ base_version: 4 });
  await state().load();
  await state().save('');
  expect(inputsOf('configuration.edit').at(-1)).toMatchObject({ base_version: 9 });
});

it('keeps everything that was changed when saving is refused, with the problems at their fields', async () => {
  const { state, answers } = await bench();
  const problem = {
    file: 'site S-1',
    place: 'priority',
    line: null,
    field: 'priority',
    found: '9',
    expected: 'x',
  };
  answers['configuration.edit'] = () => ({
    ok: false,
    fault: { code: 'invalid-file', message: 'One problem', problems: [problem] },
  });
  state().set('priority', 9);
  expect(await state().save('')).toBe(false);
  expect([draftOf(state()), state().problems]).toEqual([{ priority: 9 }, [problem]]);
});

it('has nothing unsaved once it was saved, and says as which version', async () => {
  const { state } = await bench();
  state().set('priority', 1);
  expect(await state().save('why')).toBe(true);
  expect([draftOf(state()), state().saved, state().diff]).toEqual([{}, 5, null]);
});

it('asks for nothing when every change was taken back', async () => {
  const { state, timers, inputsOf } = await bench();
  state().set('priority', 1);
  state().keep('priority');
  timers.run();
  await arrived();
  expect(inputsOf('configuration.edit')).toEqual([]);
  expect(state().drafts).toEqual({});
});
