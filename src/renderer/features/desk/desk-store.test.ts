import { describe, expect, it } from 'vitest';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import type { Detail, Told } from './desk-store.ts';
import { createDeskStore } from './desk-store.ts';

function bench(owners: Readonly<Record<string, string | null>> = {}) {
  const told: Told[] = [];
  const changed: string[] = [];
  const fake = createFakeApi({
    'findings.note': ({ ids }) => ({ changed: ids, refused: [] }),
    'findings.assign': ({ ids }) => ({ changed: ids, refused: [] }),
    'findings.escalate': () => ({ changed: [], refused: [{ id: 'a', why: 'already' }] }),
    'findings.call': ({ id }) => ({ id }),
    'findings.get': ({ id }) => ({ finding: { id } }) as unknown as Detail,
    'desk.colleagues': () => [
      { name: 'Ben', last_at: 2 },
      { name: 'Ada', last_at: 1 },
    ],
    'dispatch.send': () => ({ id: 'D-1' }),
    'dispatch.arrived': () => refusal('Car 4 has arrived already.'),
    'dispatch.call_off': ({ id }) => ({ id }),
  });
  const store = createDeskStore({
    api: fake.api,
    tell: (message) => told.push(message),
    onChanged: (ids) => changed.push(...ids),
    ownerOf: (id) => owners[id],
  });
  return { ...fake, told, changed, state: () => store.getState() };
}

describe('the desk', () => {
  it('writes a note on all that were chosen, and closes its dialog once it is kept', async () => {
    const { state, inputsOf, told, changed } = bench();
    state().ask('note', ['a', 'b']);
    const sent = state().note('Rain.');
    expect(state().asking).not.toBeNull();
    expect(await sent).toBeUndefined();
    expect(state().asking).toBeNull();
    expect(inputsOf('findings.note')).toEqual([{ ids: ['a', 'b'], text: 'Rain.' }]);
    expect(told).toMatchObject([{ text: '2 findings given a note.', failed: false, undo: null }]);
    expect(changed).toEqual(['a', 'b']);
  });

  it('keeps the dialog, and what was written in it, when the engine does not take it', async () => {
    const { state, answers, told } = bench();
    answers['findings.note'] = () => refusal('the engine is gone');
    state().ask('note', ['a']);
    expect(await state().note('Rain.')).toMatchObject({ message: 'the engine is gone' });
    expect(state().asking).toMatchObject({ what: 'note' });
    expect(told).toEqual([]);
  });

  it('says what was refused', async () => {
    const { state, told } = bench();
    state().ask('escalate', ['a']);
    await state().escalate('Nobody answers');
    expect(told).toMatchObject([
      { text: 'Nothing was escalated.', failed: true, refused: [{ id: 'a', why: 'already' }], undo: null },
    ]);
  });

  it('opens for nothing when nothing is chosen', () => {
    const { state } = bench();
    state().ask('note', []);
    expect(state().asking).toBeNull();
  });
});

describe('giving away', () => {
  it('offers who was seen lately, and takes it back to whomever each had it before', async () => {
    const { state, inputsOf, told } = bench({ a: 'Eve', b: null, c: null });
    state().ask('give', ['a', 'b', 'c']);
    await arrived();
    expect(state().colleagues).toEqual(['Ben', 'Ada']);
    await state().give('Ben', '');
    expect(told.at(-1)?.text).toBe('3 findings given to Ben.');
    told.at(-1)?.undo?.();
    await arrived();
    expect(inputsOf('findings.assign')).toEqual([
      { ids: ['a', 'b', 'c'], to: 'Ben' },
      { ids: ['a'], to: 'Eve' },
      { ids: ['b', 'c'], to: null },
    ]);
  });

  it('offers no way back where it is not known who had it', async () => {
    const { state, told } = bench({ a: null });
    state().ask('give', ['a', 'x']);
    await state().give('Ben', 'my break');
    expect(told.at(-1)?.undo).toBeNull();
  });
});

describe('what is about one finding', () => {
  it('shows the contacts of the finding that is asked about, not of one that was left', async () => {
    const { state, answers } = bench();
    let answerFirst: () => void = () => undefined;
    answers['findings.get'] = () =>
      new Promise((resolve) => {
        answerFirst = () => resolve({ finding: { id: 'a' } } as unknown as Detail);
      });
    state().askAboutOne('call', 'a');
    answers['findings.get'] = () => ({ finding: { id: 'b' } }) as unknown as Detail;
    state().askAboutOne('call', 'b');
    await arrived();
    answerFirst();
    await arrived();
    expect(state().detail).toEqual({ finding: { id: 'b' } });
  });

  it('still lets a call be written down when the contacts could not be loaded', async () => {
    const { state, answers, inputsOf, told } = bench();
    answers['findings.get'] = () => refusal('busy');
    state().askAboutOne('call', 'a');
    await arrived();
    expect(state()).toMatchObject({ detail: undefined, detailFault: { message: 'busy' } });
    await state().call({ who: 'Kim', outcome: 'BUSY' });
    expect(inputsOf('findings.call')).toEqual([{ id: 'a', who: 'Kim', outcome: 'BUSY' }]);
    expect(told.at(-1)?.text).toBe('The call to Kim is written down.');
  });

  it('sends, and calls off by the dispatch that was chosen', async () => {
    const { state, inputsOf, told } = bench();
    state().askAboutOne('dispatch', 'a');
    await state().send({ who: 'Car 4', sent_at: 5 });
    state().askToCallOff('D-1', 'Car 4');
    await state().callOff('All clear');
    expect(inputsOf('dispatch.send')).toEqual([{ finding: 'a', who: 'Car 4', sent_at: 5 }]);
    expect(inputsOf('dispatch.call_off')).toEqual([{ id: 'D-1', reason: 'All clear' }]);
    expect(told.at(-1)?.text).toBe('Car 4 is called off.');
    expect(state().asking).toBeNull();
  });

  it('says when an arrival was not taken', async () => {
    const { state, told } = bench();
    await state().arrived('D-1');
    expect(told).toMatchObject([{ text: 'Not done: Car 4 has arrived already.', failed: true }]);
  });
});

it('writes an arrival down as now, or as of when it was', async () => {
  const { state, answers, inputsOf } = bench();
  answers['dispatch.arrived'] = ({ id }) => ({ id });
  expect(await state().arrived('D-1')).toBeUndefined();
  expect(await state().arrived('D-1', 5_000)).toBeUndefined();
  expect(inputsOf('dispatch.arrived')).toEqual([{ id: 'D-1' }, { id: 'D-1', at: 5_000 }]);
});
