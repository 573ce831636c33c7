import { describe, expect, it } from 'vitest';
import { dutySite, tourOverdue } from '#test/kit/duty.ts';
import { arrived, createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createDutyStore } from './duty-store.ts';

function opened(answers: Parameters<typeof createFakeApi>[0] = {}) {
  const fake = createFakeApi({ 'duty.site': () => dutySite(), ...answers });
  const said: string[] = [];
  const noted: string[] = [];
  const store = createDutyStore({
    api: fake.api,
    say: (text) => void said.push(text),
    onNoted: (id) => void noted.push(id),
  });
  store.getState().ask('tour', tourOverdue);
  return { store, fake, said, noted };
}
const tour = { finding: 'F-1', person: null, completed_at: 1, reason: 'x' };

describe('what the desk notes', () => {
  it('is asked with what the site has, closes the dialog and says what was done', async () => {
    const { store, fake, said, noted } = opened({ 'tours.complete_by_hand': () => ({ run: 'by-hand-1' }) });
    await arrived();
    expect(store.getState().site?.people).toHaveLength(3);
    expect(await store.getState().completeTour(tour, 'T-1')).toBeUndefined();
    expect(store.getState().asking).toBeNull();
    expect(fake.inputsOf('tours.complete_by_hand')).toEqual([tour]);
    expect([said, noted]).toEqual([['Tour T-1 is completed by hand.'], ['F-1']]);
  });

  it('keeps the dialog when it was refused, so that nothing written is lost', async () => {
    const { store, said } = opened({ 'tours.complete_by_hand': () => refusal('It is in the future.') });
    expect(await store.getState().completeTour(tour, 'T-1')).toMatchObject({
      message: 'It is in the future.',
    });
    expect(store.getState().asking).not.toBeNull();
    expect(said).toEqual([]);
  });

  it('keeps what is known of the site when it cannot be read again, and forgets that of another', async () => {
    const { store, fake } = opened();
    await arrived();
    fake.answers['duty.site'] = () => refusal('The engine is not answering.');
    store.getState().ask('absence', tourOverdue);
    await arrived();
    expect(store.getState()).toMatchObject({ site: { site: 'RB-01' }, fault: { code: 'unavailable' } });
    store.getState().ask('absence', { ...tourOverdue, site: 'RB-02' });
    expect(store.getState().site).toBeUndefined();
  });
});
