import { describe, expect, it } from 'vitest';
import type { AbsenceDto } from '#contract/duty.ts';
import { dutySite, tourOverdue } from '#test/kit/duty.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { aboutSite } from './about.ts';
import { createDutyStore } from './duty-store.ts';

function opened(answers: Parameters<typeof createFakeApi>[0] = {}) {
  const fake = createFakeApi({ 'duty.site': () => dutySite(), ...answers });
  const said: string[] = [];
  const noted: string[] = [];
  const timers = createFakeTimers();
  const store = createDutyStore({
    api: fake.api,
    every: timers.every,
    say: (text) => void said.push(text),
    onNoted: (id) => void noted.push(id),
  });
  store.getState().ask('tour', tourOverdue);
  return { store, fake, timers, said, noted };
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

describe('the absences of a site', () => {
  const absence: AbsenceDto = {
    id: 'A-1',
    site: 'RB-01',
    person: 'G-1',
    start: 1,
    end: 2,
    relief: null,
    reason: 'Ill',
    noted_at: 1,
    noted_by: 'local:ada',
    withdrawn_at: null,
    withdrawn_by: null,
  };
  const watching = () =>
    opened({ 'people.absences': () => [absence], 'people.absence': () => ({ id: 'A-2' }) });

  it('are listed while its page is shown, asked for again by and by, and no more once it is left', async () => {
    const { store, fake, timers } = watching();
    const leave = store.getState().watch('RB-01');
    await arrived();
    expect(store.getState().listed).toEqual({ site: 'RB-01', absences: [absence] });
    timers.run();
    expect(fake.inputsOf('people.absences')).toEqual(Array(2).fill({ site: 'RB-01', active: true }));
    leave();
    expect(timers.waiting()).toEqual([]);
  });

  it('stay as last known when they cannot be read, with why', async () => {
    const { store, fake, timers } = watching();
    store.getState().watch('RB-01');
    await arrived();
    fake.answers['people.absences'] = () => refusal('The engine is busy.');
    timers.run();
    await arrived();
    expect(store.getState()).toMatchObject({
      listed: { absences: [{ id: 'A-1' }] },
      listFault: { message: 'The engine is busy.' },
    });
  });

  it('are noted and taken back from the page, without a finding, and listed anew at once', async () => {
    const { store, fake, noted } = watching();
    store.getState().watch('RB-01');
    store.getState().askAtSite('RB-01', absence);
    expect(store.getState().asking).toMatchObject({ what: 'absence', withdrawing: { id: 'A-1' } });
    store.getState().askAtSite('RB-01');
    expect(store.getState().asking).toEqual({ what: 'absence', about: aboutSite('RB-01') });
    const input = { site: 'RB-01', person: 'G-1', start: 1, end: 2, relief: null, reason: 'Ill' };
    expect(await store.getState().noteAbsence(input)).toBeUndefined();
    expect(fake.inputsOf('people.absences')).toHaveLength(2);
    expect(noted).toEqual([]);
  });
});
