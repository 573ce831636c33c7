import { describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import { createSiteStore } from './site-store.ts';

const RESULT = {
  sites_audited: 1,
  total_findings: 0,
  opened: [],
  alerts_created: 0,
  suppressed: 0,
  errors: [],
};

function bench() {
  const timers = createFakeTimers();
  const fake = createFakeApi({
    // Safe: the store hands the page on as it is.
    'sites.page': ({ site }) => ({ site: { code: site } }) as unknown as Answer<'sites.page'>,
    'audit.run': () => RESULT,
  });
  const store = createSiteStore({ api: fake.api, ...timers });
  return { ...fake, timers, state: () => store.getState() };
}

describe('the page of a site', () => {
  it('is asked anew when something of this site changes, and not for another', async () => {
    const { state, push, timers, inputsOf } = bench();
    const leave = state().show('RB-01');
    await arrived();
    const asked = () => inputsOf('sites.page').length;
    push('findings.changed', { rows: [findingRow('F-1', { site: 'RB-02' })], reload: false });
    expect(timers.waiting()).not.toContain(1_000);
    push('findings.changed', { rows: [findingRow('F-2', { site: 'RB-01' })], reload: false });
    push('sites.changed', { sites: null });
    expect(timers.waiting().filter((ms) => ms === 1_000)).toHaveLength(1);
    const before = asked();
    timers.run();
    await arrived();
    expect(asked()).toBe(before + 2); // the change, and what it asks by itself
    leave();
  });

  it('never shows the answer about one site as another’s', async () => {
    const { state, answers } = bench();
    const late = Promise.withResolvers<Answer<'sites.page'>>();
    answers['sites.page'] = () => late.promise;
    state().show('RB-01');
    answers['sites.page'] = () => refusal('gone');
    state().show('RB-02');
    late.resolve({} as unknown as Answer<'sites.page'>); // safe: it must not arrive
    await arrived();
    expect(state()).toMatchObject({ code: 'RB-02', page: undefined, fault: { message: 'gone' } });
  });

  it('keeps what was last known when the engine does not answer', async () => {
    const { state, answers } = bench();
    state().show('RB-01');
    await arrived();
    answers['sites.page'] = () => refusal('gone');
    await state().load();
    expect(state()).toMatchObject({ page: { site: { code: 'RB-01' } }, fault: { message: 'gone' } });
  });

  it('audits by one cadence or by all, and says what came of it', async () => {
    const { state, inputsOf, answers } = bench();
    state().show('RB-01');
    await state().audit('DEEP');
    await state().audit(null);
    expect(inputsOf('audit.run')).toEqual([{ sites: ['RB-01'], cadence: 'DEEP' }, { sites: ['RB-01'] }]);
    expect(state().auditResult).toBe('RB-01 audited: nothing is wrong.');
    answers['audit.run'] = () => refusal('The disk is full.');
    await state().audit('DEEP');
    expect(state().auditResult).toBe('RB-01 (deep audit) was not audited: The disk is full.');
  });
});
