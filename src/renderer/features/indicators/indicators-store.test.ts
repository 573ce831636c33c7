import { expect, it } from 'vitest';
import { createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { type Counted, createIndicatorsStore } from './indicators-store.ts';

const COUNTED: Counted = { from: 1, to: 9, indicators: [], first: null, days: [] };
const OF_SITES = { from: 1, to: 9, indicators: [] };

function opened(answers: Parameters<typeof createFakeApi>[0] = {}) {
  const fake = createFakeApi({
    'indicators.get': () => COUNTED,
    'indicators.sites': () => OF_SITES,
    ...answers,
  });
  const store = createIndicatorsStore(fake.api);
  return { ...fake, state: () => store.getState() };
}

it('counts what is quick first, and of the same span what takes longer', async () => {
  const { inputsOf, state } = opened();
  await state().ask({ days: 7 });
  expect(inputsOf('indicators.get')).toEqual([{ scope: { of: 'ALL' }, days: 7 }]);
  expect(inputsOf('indicators.sites')).toEqual([{ scope: { of: 'ALL' }, from: 1, to: 9 }]);
  expect(state()).toMatchObject({ counted: COUNTED, ofSites: OF_SITES, isLoading: false });
});

it('asks for a part only when it has a name', async () => {
  const { inputsOf, state } = opened();
  await state().ask({ of: 'CLIENT', name: '' });
  expect(inputsOf('indicators.get')).toEqual([]);
  await state().ask({ name: 'C-1' });
  expect(inputsOf('indicators.get')).toEqual([{ scope: { of: 'CLIENT', client: 'C-1' }, days: 30 }]);
});

it('shows the newest question, whichever answer comes first', async () => {
  const slow = Promise.withResolvers<Counted>();
  const answers = [slow.promise, Promise.resolve({ ...COUNTED, from: 5 })];
  const { state } = opened({ 'indicators.get': () => answers.shift() ?? COUNTED });
  const first = state().ask({ days: 1 });
  await state().ask({ days: 7 });
  slow.resolve({ ...COUNTED, from: 3 });
  await first;
  expect(state().counted?.from).toBe(5);
});

it('keeps what is there when the next cannot be counted', async () => {
  const { answers, state } = opened();
  await state().load();
  answers['indicators.get'] = () => refusal('no');
  await state().load();
  expect(state()).toMatchObject({ counted: COUNTED, fault: { message: 'no' }, isLoading: false });
});
