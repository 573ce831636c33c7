import { describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createCheckupsStore } from './checkups-store.ts';

type Whole = Answer<'checkups.get'>;
const ITEM = { name: 'windows', title: 'Maintenance', question: 'Still needed?', blocks: [] } as const;
const WAITING: Whole = {
  ...{ id: 'c-1', kind: 'SITE', site: 'S-1', site_name: 'Site S-1', due_at: 1, begun: null },
  ...{ is_overdue: false, ticked: 0, last_signed_at: null, items: [], ticks: [], signed: null },
};

async function bench() {
  const held = new Map<string, Whole>([['c-1', WAITING]]);
  const signed: string[] = [];
  const fake = createFakeApi({
    'checkups.list': () => ({ at: 2, checkups: [...held.values()] }),
    'checkups.get': ({ id }) => held.get(id) ?? refusal(`There is no checkup ${id}.`),
    'checkups.begin': () => {
      held.set('c-1', { ...WAITING, begun: { at: 2, by: 'Sue' }, items: [{ ...ITEM, blocks: [] }] });
      return { id: 'c-1' };
    },
    'checkups.begin_installation': () => ({ id: 'c-2' }),
    'checkups.tick': ({ id, item, outcome, note }) => {
      const before = held.get(id) ?? WAITING;
      held.set(id, {
        ...before,
        ticked: 1,
        ticks: [{ item, outcome, note: note ?? null, by: 'Sue', at: 3 }],
      });
      return {};
    },
    'checkups.sign': ({ id }) => {
      held.delete(id);
      return { report: 'r-1' };
    },
  });
  const store = createCheckupsStore({ api: fake.api, onSigned: (report) => signed.push(report) });
  await store.getState().load();
  return { ...fake, held, signed, state: store.getState };
}

describe('the checkups that are due', () => {
  it('are begun, ticked and signed, and the report that is kept is shown', async () => {
    const { state, signed, inputsOf } = await bench();
    await state().begin('S-1');
    expect(state()).toMatchObject({
      shown: { begun: { by: 'Sue' } },
      list: [{ begun: { by: 'Sue' } }],
      busy: null,
    });
    expect(await state().tick({ item: 'windows', outcome: 'TO_DO', note: 'Ask the client' })).toBe(true);
    expect(state()).toMatchObject({ shown: { ticks: [{ note: 'Ask the client' }] }, list: [{ ticked: 1 }] });
    expect(await state().sign('  A quiet week ')).toBe(true);
    expect(inputsOf('checkups.sign')).toEqual([{ id: 'c-1', note: 'A quiet week' }]);
    expect([signed, state().shown, state().list]).toEqual([['r-1'], null, []]);
  });

  it('say why something was refused, and keep what is shown', async () => {
    const { state, answers, signed } = await bench();
    await state().begin('S-1');
    answers['checkups.tick'] = () => refusal('It is signed.');
    expect(await state().tick({ item: 'windows', outcome: 'FINE' })).toBe(false);
    expect(state().refusal?.message).toBe('It is signed.');
    answers['checkups.sign'] = () => refusal('Not looked at yet.');
    expect(await state().sign('')).toBe(false);
    expect(state()).toMatchObject({
      refusal: { message: 'Not looked at yet.' },
      shown: { id: 'c-1' },
      busy: null,
    });
    expect(signed).toEqual([]);
    await state().show('c-9');
    expect(state()).toMatchObject({ refusal: { message: 'There is no checkup c-9.' }, shown: { id: 'c-1' } });
  });

  it('of the installation are begun by themselves', async () => {
    const { state, held, inputsOf } = await bench();
    held.set('c-2', { ...WAITING, id: 'c-2', kind: 'INSTALLATION', site: null, site_name: null });
    await state().begin(null);
    expect([inputsOf('checkups.begin_installation'), inputsOf('checkups.begin')]).toEqual([[{}], []]);
    expect(state().shown?.id).toBe('c-2');
  });

  it('are not begun or signed twice at once', async () => {
    const { state, inputsOf } = await bench();
    await Promise.all([state().begin('S-1'), state().begin('S-1')]);
    await Promise.all([state().sign(''), state().sign('')]);
    expect([inputsOf('checkups.begin'), inputsOf('checkups.sign')].map((each) => each.length)).toEqual([
      1, 1,
    ]);
  });

  it('follow what others do once they were looked at, and stay when they cannot be loaded', async () => {
    const { state, answers, push, inputsOf } = await bench();
    const stop = state().start();
    push('checkups.changed', {});
    await arrived();
    expect(inputsOf('checkups.list')).toHaveLength(2);
    answers['checkups.list'] = () => refusal('The engine is not answering.');
    push('checkups.changed', {});
    await arrived();
    expect(state()).toMatchObject({
      list: [{ id: 'c-1' }],
      fault: { message: 'The engine is not answering.' },
    });
    stop();
    push('checkups.changed', {});
    expect(inputsOf('checkups.list')).toHaveLength(3);
  });
});
