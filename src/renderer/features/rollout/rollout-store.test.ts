import { describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { ROLLOUT_PHASES, type RolloutPhase } from '#core/model/rollout.ts';
import { PHASES, phaseAfter } from '#core/rollout/phases.ts';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createRolloutStore } from './rollout-store.ts';

const site = (code: string) => ({
  ...{ code, name: code, client: 'C-1', priority: 3, is_audited: true, phase: null },
  ...{ stable_cells: 0, total_cells: 840, is_stable: false, thin_metrics: [] },
});
const standing = (phase: RolloutPhase | null, version: number): Answer<'rollout.get'> => ({
  ...{ at: 1, version, phase, since: null, group: [], gate: null, next: phaseAfter(phase) },
  proposals: ROLLOUT_PHASES.map((each) => ({
    ...{ phase: each, values: PHASES[each].values },
    sites: each === 'PILOT' ? ['S-2', 'S-1'] : ['S-3'],
  })),
  ...{ sites: ['S-1', 'S-2', 'S-3'].map(site), runbooks: [], steps: [] },
});
const NOTHING = { changes: [], runbooks: [], same: 1, version: null, needs_reason: false };

async function bench() {
  let [now, version]: [RolloutPhase | null, number] = [null, 1];
  const fake = createFakeApi({
    'rollout.get': () => standing(now, version),
    'rollout.apply': ({ phase, dry_run }) => {
      if (dry_run === false) [now, version] = [phase, version + 1];
      return { ...NOTHING, version: dry_run === false ? version : null };
    },
    'rollout.undo': () => {
      [now, version] = [null, version + 1];
      return { version };
    },
    'baselines.build': () => ({ sites: 3 }) as never,
  });
  const store = createRolloutStore(fake.api);
  await store.getState().load();
  return { ...fake, state: store.getState };
}

describe('the rollout on the screen', () => {
  it('begins with what comes next, as it is proposed', async () => {
    const { state } = await bench();
    expect(state()).toMatchObject({ phase: 'PILOT', values: PHASES.PILOT.values, trial: null, busy: null });
    expect([...state().chosen]).toEqual(['S-2', 'S-1']);
    state().show('EXPAND');
    expect(state()).toMatchObject({ phase: 'EXPAND', values: PHASES.EXPAND.values });
    expect([...state().chosen]).toEqual(['S-3']);
  });

  it('keeps what somebody has chosen when it is loaded again, and what it knows when that fails', async () => {
    const { state, answers } = await bench();
    state().set({ alert_severity_threshold: 'LOW' });
    state().choose(['S-3'], true);
    state().choose(['S-1'], false);
    await state().load();
    expect(state().values).toMatchObject({ alert_severity_threshold: 'LOW' });
    expect([...state().chosen].sort()).toEqual(['S-2', 'S-3']);
    answers['rollout.get'] = () => refusal('The engine is not answering.');
    await state().load();
    expect(state()).toMatchObject({ fault: { message: 'The engine is not answering.' }, busy: null });
    expect(state().standing?.sites).toHaveLength(3);
    state().asProposed();
    expect([...state().chosen].sort()).toEqual(['S-1', 'S-2']);
  });

  it('applies exactly what was tried, on the version that was looked at, and goes on to the next phase', async () => {
    const { state, inputsOf } = await bench();
    await state().tryIt();
    expect(state().trial).toEqual(NOTHING);
    await state().apply('  The new client first ');
    const about = { phase: 'PILOT', values: PHASES.PILOT.values, sites: ['S-1', 'S-2'], base_version: 1 };
    expect(inputsOf('rollout.apply')).toEqual([
      { ...about, dry_run: true },
      { ...about, dry_run: false, reason: 'The new client first' },
    ]);
    expect(state()).toMatchObject({ phase: 'LEARNING', trial: null, busy: null });
    expect(state().told).toBe('Pilot is applied as version 2.');
    expect(state().standing?.version).toBe(2);
  });

  it('asks nothing while no site is chosen, nor twice at once', async () => {
    const { state, inputsOf } = await bench();
    state().choose(['S-1', 'S-2'], false);
    await state().tryIt();
    expect(inputsOf('rollout.apply')).toEqual([]);
    state().asProposed();
    await Promise.all([state().apply(''), state().apply(''), state().undo('x')]);
    expect([inputsOf('rollout.apply'), inputsOf('rollout.undo')].map((each) => each.length)).toEqual([1, 0]);
  });

  it('says why something was refused, and leaves the rest as it is', async () => {
    const { state, answers } = await bench();
    await state().tryIt();
    answers['rollout.apply'] = () => refusal('Site S-1 was changed.');
    await state().apply('');
    expect(state()).toMatchObject({
      refusal: { message: 'Site S-1 was changed.' },
      trial: NOTHING,
      busy: null,
    });
    expect(state().standing?.version).toBe(1);
    state().drop();
    expect(state()).toMatchObject({ trial: null, refusal: undefined });
    answers['rollout.undo'] = () => refusal('Only the last step can be undone.');
    await state().undo('x');
    expect(state().refusal?.message).toBe('Only the last step can be undone.');
  });

  it('undoes the last step and shows where the rollout is then', async () => {
    const { state } = await bench();
    await state().apply('');
    await state().undo('step');
    expect(state()).toMatchObject({ phase: 'PILOT', standing: { phase: null, version: 3 } });
    expect(state().told).toMatch(/undone/);
  });

  it('learns every site anew from thirty days', async () => {
    const { state, inputsOf } = await bench();
    await state().learn();
    await arrived();
    expect(inputsOf('baselines.build')).toEqual([{ days: 30 }]);
    expect(inputsOf('rollout.get')).toHaveLength(2);
    expect(state()).toMatchObject({ busy: null, told: expect.stringContaining('3') });
  });
});
