import { describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { DAY } from '#core/model/time.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { SHELF } from '#test/kit/runbooks.ts';
import { createRunbooksStore } from './runbooks-store.ts';

const NOW = 100 * DAY;
const DIFFERENCE = [{ field: 'title', old: 'Duress', new: 'Help' }];

async function bench(mayJudge = true) {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    'runbooks.list': () => SHELF.map((runbook) => ({ ...runbook, retired: null, compared: null })),
    'runbooks.gaps': () => ({ types: ['MANUAL'] }),
    'runbooks.comparisons': (): Answer<'runbooks.comparisons'> => [],
    'runbooks.retire': () => ({ left_without: ['DURESS'] }),
    'runbooks.compare': () => ({}),
    'runbooks.end_comparison': () => ({}),
    'runbooks.bring_back': () => ({}),
    'runbooks.history': (): Answer<'runbooks.history'> => [],
    'runbooks.effect': () => ({ versions: [], cut: false }),
    'runbooks.save': ({ dry_run }) => ({ version: dry_run === false ? 5 : null, fields: DIFFERENCE }),
  });
  const store = createRunbooksStore({ ...timers, api: fake.api, now: () => NOW, mayJudge: () => mayJudge });
  await store.getState().load();
  return { ...fake, timers, state: store.getState };
}

describe('the shelf of runbooks', () => {
  it('opens the first, and asks how its versions did in the last ninety days', async () => {
    const { state, inputsOf } = await bench();
    expect(state()).toMatchObject({ chosen: 'DURESS', versions: [], effect: { cut: false } });
    expect(inputsOf('runbooks.effect')).toEqual([{ finding_type: 'DURESS', from: 10 * DAY, to: NOW }]);
    state().lookBack(30);
    await arrived();
    expect(inputsOf('runbooks.effect').at(-1)).toMatchObject({ from: 70 * DAY });
  });

  it('does not ask how versions did for somebody who may not know', async () => {
    const { state, inputsOf } = await bench(false);
    expect(state()).toMatchObject({ chosen: 'DURESS', versions: [], effect: null });
    expect(inputsOf('runbooks.effect')).toEqual([]);
  });

  it('keeps what it knows when it cannot be loaded again', async () => {
    const { state, answers } = await bench();
    answers['runbooks.list'] = () => refusal('The engine is not answering.');
    await state().load();
    expect(state().shelf).toHaveLength(2);
    expect(state().fault?.message).toBe('The engine is not answering.');
  });

  it('shows nothing of how a runbook did to whoever may not ask', async () => {
    const { state, answers } = await bench();
    answers['runbooks.effect'] = () => refusal('Supervisors may.');
    state().choose('ANOMALY_*');
    await arrived();
    expect(state()).toMatchObject({ chosen: 'ANOMALY_*', effect: null, fault: undefined });
  });

  it('drops what comes for a runbook that is no longer shown', async () => {
    const { state, answers } = await bench();
    let answer = (_: Answer<'runbooks.history'>) => {};
    answers['runbooks.history'] = () => new Promise((resolve) => (answer = resolve as typeof answer));
    state().choose('ANOMALY_*');
    answers['runbooks.history'] = () => [];
    state().choose('DURESS');
    answer([{ at: 1, actor: 'x', verified: false, changes: [], runbook: SHELF[1] }]);
    await arrived();
    expect(state().versions).toEqual([]);
  });
});

describe('a runbook that is being written', () => {
  it('is tried when nobody has typed for a while, and saved on the version that it was begun on', async () => {
    const { state, timers, inputsOf } = await bench();
    state().edit();
    state().change({ title: 'Hel' });
    state().change({ title: 'Help' });
    expect(state().difference).toBeNull();
    timers.run();
    await arrived();
    expect(inputsOf('runbooks.save')).toMatchObject([
      { runbook: { title: 'Help' }, base_version: 4, dry_run: true },
    ]);
    expect(state().difference).toEqual(DIFFERENCE);
    expect(await state().save('Clearer')).toBe(true);
    expect(inputsOf('runbooks.save').at(-1)).toMatchObject({ reason: 'Clearer', dry_run: false });
    expect(state()).toMatchObject({ editing: null, saved: 5 });
  });

  it('stays as it was written when it is refused, each problem at its field', async () => {
    const { state, answers } = await bench();
    const problem = {
      file: null,
      place: 'title',
      line: null,
      field: 'title',
      found: '""',
      expected: 'a text',
    };
    answers['runbooks.save'] = () => ({
      ok: false,
      fault: { code: 'invalid-file', message: 'One problem was found.', problems: [problem] },
    });
    state().edit();
    state().change({ title: '' });
    expect(await state().save('')).toBe(false);
    expect(state()).toMatchObject({ editing: { draft: { title: '' } }, problems: [problem], busy: false });
    state().discard();
    expect(state()).toMatchObject({ editing: null, problems: [] });
  });

  it('says that somebody was quicker, and keeps the draft', async () => {
    const { state, answers } = await bench();
    answers['runbooks.save'] = () => refusal('Runbook DURESS was changed after you opened it.');
    state().edit();
    await state().save('');
    expect(state().refusal?.message).toContain('after you opened it');
    expect(state().editing).not.toBeNull();
  });

  it('can begin from the one that is shown, for a type without one', async () => {
    const { state, inputsOf } = await bench();
    state().choose('ANOMALY_*');
    state().begin('ANOMALY_DOOR_OPENS_ABOVE');
    await arrived();
    expect(inputsOf('runbooks.save')).toMatchObject([
      { runbook: { finding_type: 'ANOMALY_DOOR_OPENS_ABOVE', title: 'Something unusual' }, base_version: 0 },
    ]);
    await state().save('');
    expect(state().chosen).toBe('ANOMALY_DOOR_OPENS_ABOVE');
  });
});

describe('what new findings are opened with', () => {
  it('is changed with a reason for the one that is shown, and what is known of it is loaded again', async () => {
    const { state, inputsOf } = await bench();
    expect(state()).toMatchObject({ gaps: ['MANUAL'], comparisons: [] });
    await state().askRetire();
    expect(state().leftWithout).toEqual(['DURESS']);
    expect(inputsOf('runbooks.retire')).toEqual([{ finding_type: 'DURESS', dry_run: true }]);
    const sides = { first: 1, second: 2 };
    expect(await state().stand({ what: 'compare', reason: 'x', ...sides })).toBeUndefined();
    expect(inputsOf('runbooks.compare')).toEqual([{ finding_type: 'DURESS', reason: 'x', ...sides }]);
    for (const what of ['end', 'retire', 'bringBack'] as const) await state().stand({ what, reason: 'y' });
    const asked = { finding_type: 'DURESS', reason: 'y' };
    expect(inputsOf('runbooks.end_comparison')).toEqual([asked]);
    expect(inputsOf('runbooks.retire').at(-1)).toEqual({ ...asked, dry_run: false });
    expect(inputsOf('runbooks.bring_back')).toEqual([asked]);
    expect(inputsOf('runbooks.comparisons')).toHaveLength(5);
  });

  it('is told with why it was not, and nothing is asked that this person may not know', async () => {
    const { state, answers, inputsOf } = await bench(false);
    expect(state().comparisons).toBeNull();
    answers['runbooks.compare'] = () => refusal('One runs.');
    const compare = { what: 'compare', reason: 'x', first: 1, second: 2 } as const;
    expect(await state().stand(compare)).toMatchObject({ message: 'One runs.' });
    expect(inputsOf('runbooks.comparisons')).toEqual([]);
  });
});
