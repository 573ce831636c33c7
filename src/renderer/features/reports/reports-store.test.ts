import { expect, it } from 'vitest';
import { HOUR } from '#core/model/time.ts';
import { createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { createReportsStore, type Report } from './reports-store.ts';

const NOW = Date.parse('2026-11-27T06:14:00Z');
const REPORT: Report = {
  ...{ kind: 'handover', title: 'Shift handover', subject: 'All sites', span: '', made_at: NOW, made: '' },
  ...{ mark: null, sections: [] },
};

function opened(answers: Parameters<typeof createFakeApi>[0]) {
  const fake = createFakeApi(answers);
  const saved: [name: string, content: string][] = [];
  const store = createReportsStore({
    ...{ api: fake.api, now: () => NOW, filter: () => ({ site: 'S-1' }) },
    save: (name, content) => void saved.push([name, Buffer.from(content).toString()]),
  });
  return { ...fake, saved, state: () => store.getState() };
}

it('asks for the shift as it is chosen, and for the desk', async () => {
  const { inputsOf, state } = opened({ 'reports.make': () => REPORT });
  await state().choose({ hours: 12, desk: 'NORTH' });
  expect(inputsOf('reports.make')).toEqual([
    { order: { kind: 'handover', since: NOW - 12 * HOUR, desk: 'NORTH' } },
  ]);
});

it('shows the newest choice, whichever answer comes first', async () => {
  const slow = Promise.withResolvers<Report>();
  const answers = [slow.promise, Promise.resolve({ ...REPORT, span: 'second' })];
  const { state } = opened({ 'reports.make': () => answers.shift() ?? REPORT });
  const first = state().choose({ hours: 4 });
  await state().choose({ hours: 8 });
  slow.resolve({ ...REPORT, span: 'first' });
  await first;
  expect(state()).toMatchObject({ report: { span: 'second' }, busy: null });
});

it('keeps the report that is there when the next cannot be made', async () => {
  const { answers, state } = opened({ 'reports.make': () => REPORT });
  await state().make();
  answers['reports.make'] = () => refusal('no');
  await state().make();
  expect(state()).toMatchObject({ report: REPORT, fault: { message: 'no' }, busy: null });
});

it('saves a PDF by the name of what it is and when it was made', async () => {
  const bytes = Buffer.from('%PDF').toString('base64');
  const { state, saved } = opened({ 'reports.make': () => REPORT, 'reports.print': () => ({ bytes }) });
  await state().make();
  await state().print('pdf');
  expect(saved).toEqual([['shift-handover-2026-11-27-0614.pdf', '%PDF']]);
});

it('saves every page of the findings in one CSV, and nothing when one of them fails', async () => {
  const next = { detected_at: 1, id: 'F-1' };
  const { answers, state, saved } = opened({
    'reports.make': () => ({ ...REPORT, kind: 'history', title: 'Findings' }),
    'reports.csv': ({ after }) => (after === null ? { text: 'id\n1\n', next } : { text: '2\n', next: null }),
  });
  await state().choose({ kind: 'history' });
  await state().saveCsv();
  expect(saved).toEqual([['findings-2026-11-27-0614.csv', 'id\n1\n2\n']]);
  answers['reports.csv'] = ({ after }) => (after === null ? { text: 'id\n1\n', next } : refusal('gone'));
  await state().saveCsv();
  expect(saved).toHaveLength(1);
  expect(state().fault?.message).toBe('gone');
});
