import { expect, it } from 'vitest';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { createBehindStore } from './behind-store.ts';

const PLACE = { scope: { of: 'SITE', site: 'S-1' }, from: 1, to: 9 } as const;
const [FIRST, SECOND] = [
  findingRow('b', { detected_at: 5, disposition: 'FALSE_POSITIVE' }),
  findingRow('a', { detected_at: 4, disposition: 'BENIGN' }),
];

function opened() {
  const fake = createFakeApi({
    'indicators.findings': ({ before }) =>
      before === null
        ? { from: 1, to: 9, rows: [FIRST], more: true }
        : { from: 1, to: 9, rows: [SECOND], more: false },
  });
  const store = createBehindStore(fake.api);
  return { ...fake, state: () => store.getState() };
}

it('lists the findings of the part and span that the indicator was of, page after page', async () => {
  const { state, inputsOf } = opened();
  await state().show('mttr_minutes', PLACE);
  await state().loadMore();
  expect(inputsOf('indicators.findings')).toEqual([
    { ...PLACE, name: 'mttr_minutes', before: null },
    { ...PLACE, name: 'mttr_minutes', before: { detected_at: 5, id: 'b' } },
  ]);
  expect(state()).toMatchObject({ rows: [FIRST, SECOND], more: false });
});

it('keeps what was judged anew in its place, and shows no older state of it', async () => {
  const { state, push } = opened();
  state().start();
  await state().show('false_positive_rate', PLACE);
  const amended = { ...FIRST, revision: FIRST.revision + 1, disposition: 'TRUE_POSITIVE' as const };
  push('findings.changed', { rows: [amended, SECOND], reload: false });
  expect(state().rows).toEqual([amended]);
  push('findings.changed', { rows: [FIRST], reload: false });
  expect(state().rows).toEqual([amended]);
});

it('keeps what is there when no more can be loaded, and forgets it when it is left', async () => {
  const { state, answers } = opened();
  await state().show('mttr_minutes', PLACE);
  answers['indicators.findings'] = () => refusal('no');
  await state().loadMore();
  expect(state()).toMatchObject({ rows: [FIRST], fault: { message: 'no' } });
  state().leave();
  expect(state()).toMatchObject({ name: null, rows: undefined });
});

it('shows nothing of an answer that comes after it was left', async () => {
  const { state } = opened();
  void state().show('mttr_minutes', PLACE);
  state().leave();
  await arrived();
  expect(state().rows).toBeUndefined();
});
