import { expect, it } from 'vitest';
import { createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { type Counted, createIndicatorsStore } from './indicators-store.ts';

const COUNTED: Counted = { from: 1, to: 9, indicators: [], first: null, days: [] };
const OF_SITES = { from: 1, to: 9, indicators: [] };

function opened(answers: Parameters<typeof createFakeApi>[0] = {}) {
  const kept = new Map<string, string>();
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const fake = createFakeApi({
    'indicators.get': () => COUNTED,
    'indicators.sites': () => OF_SITES,
    ...answers,
  });
  const store = createIndicatorsStore({ api: fake.api, zone: () => 'Europe/Berlin', keep });
  const reopened = () => createIndicatorsStore({ api: fake.api, zone: () => 'UTC', keep }).getState();
  return { ...fake, kept, reopened, state: () => store.getState() };
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

it('asks for days of the past when both are said, in the zone that was chosen or that of the installation', async () => {
  const { inputsOf, state } = opened();
  await state().ask({ days: null });
  await state().ask({ first: '2026-03-01' });
  expect(inputsOf('indicators.get')).toEqual([]);
  await state().ask({ last: '2026-03-31' });
  await state().ask({ zone: 'Asia/Kolkata' });
  const days = { first: '2026-03-01', last: '2026-03-31' };
  expect(inputsOf('indicators.get')).toEqual([
    { scope: { of: 'ALL' }, between: { ...days, zone: 'Europe/Berlin' } },
    { scope: { of: 'ALL' }, between: { ...days, zone: 'Asia/Kolkata' } },
  ]);
});

it('finds what was asked for after a start, but for the name of a person', async () => {
  const { state, reopened, kept } = opened();
  await state().ask({ days: 7, of: 'CLIENT', name: 'RIVER@B' });
  expect(reopened().asked).toMatchObject({ days: 7, of: 'CLIENT', name: 'RIVER@B' });
  await state().ask({ of: 'OPERATOR', name: 'local:ada' });
  expect(reopened().asked).toMatchObject({ days: 7, of: 'ALL', name: '' });
  expect([...kept.values()].join()).not.toContain('ada');
});

it('starts afresh where what was kept cannot be read', () => {
  const { kept, reopened } = opened();
  kept.set('vigil.indicators', '{"days":"many","of":"MOON","name":7}');
  expect(reopened().asked).toMatchObject({ days: 30, of: 'ALL', name: '' });
  kept.set('vigil.indicators', '{');
  expect(reopened().asked).toMatchObject({ days: 30, of: 'ALL', name: '' });
});

it('tells two clients of one code apart by their tenant', async () => {
  const { inputsOf, state } = opened();
  await state().ask({ of: 'CLIENT', name: 'RIVER@B' });
  expect(inputsOf('indicators.get')).toEqual([
    { scope: { of: 'CLIENT', client: 'RIVER', tenant: 'B' }, days: 30 },
  ]);
});
