import { expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createDoctorStore } from './doctor-store.ts';

const RESULT: Answer<'doctor.run'>[number] = {
  ...{ check: 'tick', question: 'AUDITS_NOT_RUNNING', level: 'OK' },
  ...{ found: 'The engine ticks.', advice: null, site_count: 0, sites: [] },
};
const WORKER = { name: 'engine', state: 'ALIVE', restarts: 2, heard_at: 5 } as const;

const MADE: Answer<'diagnostics.make'> = {
  name: 'vigil-diagnostics.zip',
  parts: [{ file: 'versions.json', about: 'Versions', bytes: 5 }],
  zip: 'UEs=',
};

function bench() {
  const fake = createFakeApi({
    // Safe: the store reads these two alone.
    'shell.facts': () => ({ workers: [WORKER], starts: 'AT_LOGIN' }) as unknown as Answer<'shell.facts'>,
    'doctor.run': () => [RESULT],
    'diagnostics.make': () => MADE,
  });
  const store = createDoctorStore(fake.api);
  return { ...fake, state: () => store.getState() };
}

it('tells the doctor of the threads and what starts the program, which the reader cannot know', async () => {
  const { state, inputsOf } = bench();
  await state().look();
  expect(inputsOf('doctor.run')).toEqual([
    { threads: [{ name: 'engine', state: 'ALIVE', restarts: 2 }], starts: 'AT_LOGIN' },
  ]);
  expect(state()).toMatchObject({ results: [RESULT], busy: false, fault: undefined });
});

it('asks once however often it is pressed, without threads where nobody tells them, and keeps what was found', async () => {
  const { state, answers, inputsOf } = bench();
  await Promise.all([state().look(), state().look()]);
  answers['shell.facts'] = () => refusal('gone');
  answers['doctor.run'] = () => refusal('The reader is gone.');
  await state().look();
  expect(inputsOf('doctor.run')).toHaveLength(2);
  expect(inputsOf('doctor.run')[1]).toEqual({ threads: null, starts: null });
  expect(state()).toMatchObject({ results: [RESULT], fault: { message: 'The reader is gone.' } });
});

it('makes the diagnostics once, with the threads, keeps them until they are put away, and says why there are none', async () => {
  const { state, answers, inputsOf } = bench();
  await Promise.all([state().make(), state().make()]);
  expect(inputsOf('diagnostics.make')).toEqual([
    { threads: [{ name: 'engine', state: 'ALIVE', restarts: 2 }], starts: 'AT_LOGIN' },
  ]);
  expect(state().diagnostics).toEqual(MADE);
  state().putAway();
  expect(state().diagnostics).toBeNull();
  answers['diagnostics.make'] = () => refusal('The reader is gone.');
  await state().make();
  expect(state()).toMatchObject({
    diagnostics: null,
    busy: false,
    fault: { message: 'The reader is gone.' },
  });
});
