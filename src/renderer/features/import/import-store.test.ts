import { expect, it } from 'vitest';
import type { Problem } from '#contract/reply.ts';
import { recognise } from '#core/import/recognise.ts';
import { recogniseBytes } from '#main/services/imports/recognise-bytes.ts';
import { createFakeApi } from '#test/kit/fake-api.ts';
import { createImportStore } from './import-store.ts';

const COUNTS = { tenants: 0, clients: 0, sites: 1, people: 0, devices: 0, tours: 0, runbooks: 0 };
const NO_SAMPLE = { columns: null, rows: [], suggestion: null, problems: [] };
const FED = {
  accepted: 2,
  duplicates: 1,
  quarantined: 1,
  problems: [],
  unknown: [{ site: 'S-9', lines: 1 }],
};
const SITES = new File(['version: 1\ntenants: []\n'], 'sites.yaml');
const PHONES = new File(['{"type":"phone_event","ts":"x"}\n'], 'phones.ndjson');
const PEN = new File(['Datum;Punkt\n1;2\n'], 'pen.csv');
const SAVED = { name: 'pen', type: 'checkpoint_scan', time: { column: 'Datum' }, order: 'DMY', fields: {} };

function bench() {
  let ids = 0;
  const fake = createFakeApi({
    'imports.recognise': ({ files }) =>
      files.map(({ name, head }) => recogniseBytes(name, Buffer.from(head, 'base64'))),
    'imports.put': () => ({}),
    'imports.end': () => ({}),
    'imports.sample': () => NO_SAMPLE,
    'imports.feed': () => FED,
    'imports.configuration': ({ files, dry_run }) => ({
      files: files.map((file) => file.name),
      dry_run: dry_run ?? true,
      version: dry_run === false ? 5 : null,
      counts: COUNTS,
      entries: [{ change: 'added', scope: 'SITE', code: 'RB-01', fields: [] }],
      problems: [],
    }),
    'mappings.list': () => [{ mapping: SAVED, saved_at: 0, saved_by: 'local:ada' }],
  });
  const newId = () => `00000000-0000-4000-8000-00000000000${ids++}`;
  const store = createImportStore({ api: fake.api, newId, after: () => () => {} });
  const told = () => fake.asked.map(({ method }) => method).filter((method) => !method.includes('recognise'));
  return { ...fake, told, state: () => store.getState() };
}

it('tries everything before anything is done, and then does the configuration first: telemetry needs its sites', async () => {
  const { state, inputsOf, told } = bench();
  await state().add([PHONES, SITES]);
  await state().next();
  expect(state()).toMatchObject({
    step: 'check',
    busy: null,
    diff: { dry_run: true },
    counts: { 0: { accepted: 2, end: 'done' } },
  });
  await state().run();
  expect(state()).toMatchObject({ step: 'done', diff: { dry_run: false, version: 5 } });
  expect(told().slice(-5)).toEqual([
    'imports.configuration',
    'imports.feed',
    'imports.configuration',
    'imports.feed',
    'imports.end',
  ]);
  expect(inputsOf('imports.feed')).toMatchObject([{ dry_run: true }, { dry_run: false }]);
  expect(inputsOf('imports.put')).toHaveLength(1); // once for both
});

it('imports nothing, telemetry neither, where the configuration is refused, and keeps its problems', async () => {
  const { state, answers, inputsOf } = bench();
  await state().add([PHONES, SITES]);
  await state().next();
  const problem: Problem = {
    file: 'sites.yaml',
    place: 'line 3',
    line: 3,
    field: 'timezone',
    found: 'x',
    expected: 'y',
  };
  answers['imports.configuration'] = () => ({
    ok: false,
    fault: { code: 'invalid-file', message: '1 problem', problems: [problem] },
  });
  await state().run();
  expect(state()).toMatchObject({ step: 'check', diff: null, fault: { problems: [problem] } });
  expect(inputsOf('imports.feed')).toHaveLength(1);
});

it('sends a configuration again that the engine no longer has', async () => {
  const { state, answers, inputsOf } = bench();
  await state().add([SITES]);
  await state().next();
  const known = answers['imports.configuration'];
  let asked = 0;
  answers['imports.configuration'] = (input) => {
    asked += 1;
    if (asked > 1 && known !== undefined) return known(input);
    return { ok: false, fault: { code: 'not-found', message: 'gone' } };
  };
  await state().run();
  expect(state().step).toBe('done');
  expect(inputsOf('imports.put')).toHaveLength(2);
});

it('stops telemetry after the piece that is under way, and says so of each file', async () => {
  const { state, answers } = bench();
  const long = new File(['{"type":"phone_event","ts":"x"}\n'.repeat(20_000)], 'long.ndjson');
  await state().add([long, PHONES]);
  await state().next();
  answers['imports.feed'] = () => {
    state().stop();
    return FED;
  };
  await state().run();
  expect(state()).toMatchObject({
    step: 'done',
    counts: { 0: { accepted: 2, end: 'stopped' }, 1: { accepted: 0, end: 'stopped' } },
  });
});

it('keeps what went wrong with one telemetry file, and reads the others', async () => {
  const { state, answers } = bench();
  await state().add([PHONES, new File(['{"type":"phone_event","ts":"x"}\n'], 'more.ndjson')]);
  await state().next();
  answers['imports.feed'] = ({ file }) =>
    file.name === 'more.ndjson'
      ? FED
      : { ok: false, fault: { code: 'unavailable', message: 'the disk is full' } };
  await state().run();
  expect(state().counts).toMatchObject({ 0: { end: { message: 'the disk is full' } }, 1: { end: 'done' } });
});

it('uses a mapping that was saved for such columns, and asks about columns before it checks', async () => {
  const { state, answers } = bench();
  answers['imports.sample'] = () => ({
    ...NO_SAMPLE,
    columns: ['Datum', 'Punkt'],
    suggestion: { name: 'columns' },
  });
  await state().add([PEN]);
  expect(state().files[0]).toMatchObject({ kind: 'table', mapping: SAVED });
  await state().next();
  expect(state().step).toBe('columns');
  state().back();
  expect(state().step).toBe('files');
});

it('does not go on with a file that nobody recognised, and replaces one that is chosen again', async () => {
  const { state } = bench();
  await state().add([new File(['Dear colleagues'], 'letter.txt')]);
  await state().next();
  expect([state().step, recognise('letter.txt', 'Dear colleagues').kind]).toEqual(['files', 'unknown']);
  await state().add([SITES]);
  await state().add([SITES]);
  expect(state().files.map(({ file }) => file.name)).toEqual(['letter.txt', 'sites.yaml']);
  state().remove(0);
  await state().next();
  expect(state().step).toBe('check');
});

it('takes back what it imported, and says what is left', async () => {
  const { state, answers, inputsOf } = bench();
  answers['configuration.roll_back'] = () => ({
    ...{ files: [], dry_run: false, version: 6, counts: COUNTS, entries: [], problems: [] },
    left: [{ scope: 'RUNBOOK', code: 'TOUR_OVERDUE' }],
  });
  await state().add([SITES]);
  await state().next();
  await state().run();
  await state().undo();
  expect(inputsOf('configuration.roll_back')).toEqual([{ version: 5, dry_run: false }]);
  expect(state().undone).toMatchObject({ version: 6, left: [{ code: 'TOUR_OVERDUE' }] });
});
