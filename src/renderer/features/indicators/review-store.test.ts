import { expect, it } from 'vitest';
import { createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { createReviewStore, type ReviewWeek } from './review-store.ts';

function opened() {
  const given = new Set<string>();
  const week = (): ReviewWeek => ({
    ...{ week: '2026-03-02', from: 1, to: 9, is_over: true, more: false, closed: 60, sample: 3, weeks: [] },
    items: ['a', 'b', 'c'].map((id) => ({
      row: findingRow(id, { disposition: 'BENIGN' }),
      resolved_by: 'local:ada',
      note: 'x',
      review: given.has(id) ? { at: 5, by: 'local:bob', was: 'BENIGN', became: 'BENIGN' } : null,
    })),
  });
  const fake = createFakeApi({
    'reviews.week': week,
    'reviews.give': ({ finding }) => {
      given.add(finding);
      return { agreed: true };
    },
  });
  return { ...fake, state: () => createdOf(fake.api).getState() };
}
const stores = new WeakMap<object, ReturnType<typeof createReviewStore>>();
function createdOf(api: Parameters<typeof createReviewStore>[0]) {
  const store = stores.get(api) ?? createReviewStore(api);
  stores.set(api, store);
  return store;
}

it('goes through the sample one by one, and back to what was passed over, until nothing is left', async () => {
  const { state, inputsOf } = opened();
  await state().load();
  expect(state().current).toBe('a');
  state().look('b');
  await state().give();
  expect(state().current).toBe('c');
  await state().give({ disposition: 'FALSE_POSITIVE', reason: 'a cat' });
  expect(state().current).toBe('a');
  await state().give();
  expect(state().current).toBeNull();
  expect(inputsOf('reviews.give')).toEqual([
    { finding: 'b' },
    { finding: 'c', amend: { disposition: 'FALSE_POSITIVE', reason: 'a cat' } },
    { finding: 'a' },
  ]);
});

it('stays at the finding that could not be reviewed, and says why', async () => {
  const { state, answers } = opened();
  await state().load();
  answers['reviews.give'] = () => refusal('You resolved it yourself.');
  await state().give();
  expect(state()).toMatchObject({ current: 'a', fault: { message: 'You resolved it yourself.' } });
});

it('asks for the week that is shown when it is loaded again', async () => {
  const { state, inputsOf } = opened();
  await state().load('2026-03-04');
  await state().load();
  expect(inputsOf('reviews.week')).toEqual([{ day: '2026-03-04' }, { day: '2026-03-02' }]);
});
