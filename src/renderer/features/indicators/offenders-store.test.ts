import { expect, it } from 'vitest';
import { createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createOffendersStore } from './offenders-store.ts';

it('asks for the same part and span in another order, and keeps what is there when that fails', async () => {
  const { api, inputsOf, answers } = createFakeApi({
    'indicators.offenders': () => ({ from: 1, to: 9, offenders: [] }),
  });
  const state = () => createdStore.getState();
  const createdStore = createOffendersStore(api);
  const place = { scope: { of: 'SITE', site: 'S-1' }, days: 7 } as const;
  await state().load(place);
  await state().orderBy('FALSE');
  answers['indicators.offenders'] = () => refusal('no');
  await state().orderBy('STALE');
  expect(inputsOf('indicators.offenders')).toEqual(
    ['ALERTS', 'FALSE', 'STALE'].map((by) => ({ ...place, by })),
  );
  expect(state()).toMatchObject({ found: { from: 1 }, fault: { message: 'no' }, isLoading: false });
});
