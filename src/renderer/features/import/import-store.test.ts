import { expect, it } from 'vitest';
import { createFakeApi } from '#test/kit/fake-api.ts';
import { summary } from './diff.tsx';
import { createImportStore } from './import-store.ts';

const COUNTS = { tenants: 0, clients: 0, sites: 1, people: 0, devices: 0, tours: 0, runbooks: 0 };
const FILES = [{ name: 'sites.yaml', text: 'tenants: []' }];

function bench() {
  const fake = createFakeApi({
    'configuration.import': ({ files, dry_run }) => ({
      files: files.map((file) => file.name),
      dry_run: dry_run ?? true,
      version: dry_run === false ? 5 : null,
      counts: COUNTS,
      entries: [{ change: 'added', scope: 'SITE', code: 'RB-01', fields: [] }],
      problems: [],
    }),
  });
  const store = createImportStore(fake.api);
  return { ...fake, state: () => store.getState() };
}

it('shows what would change before anything does, and then does exactly that', async () => {
  const { state, inputsOf } = bench();
  await state().check(FILES);
  expect(state()).toMatchObject({ done: false, busy: false, diff: { dry_run: true, version: null } });
  await state().confirm();
  expect(state()).toMatchObject({ done: true, diff: { dry_run: false, version: 5 } });
  expect(inputsOf('configuration.import')).toEqual([
    { files: FILES, dry_run: true, deactivate_missing: false },
    { files: FILES, dry_run: false, deactivate_missing: false },
  ]);
});

it('keeps the problems of files that cannot be imported', async () => {
  const { state, answers } = bench();
  const problem = {
    file: 'sites.yaml',
    place: 'line 3',
    line: 3,
    field: 'timezone',
    found: 'x',
    expected: 'y',
  };
  answers['configuration.import'] = () => ({
    ok: false,
    fault: { code: 'invalid-file', message: '1 problem', problems: [problem] },
  });
  await state().check(FILES);
  expect(state().diff).toBeNull();
  expect(state().fault?.problems).toEqual([problem]);
});

it('sums an import up, gravest first', () => {
  const entry = (change: 'added' | 'deactivated') =>
    ({ change, scope: 'SITE', code: 'x', fields: [] }) as const;
  expect(summary([])).toBe('nothing changes');
  expect(
    summary([entry('added'), entry('added'), entry('deactivated')].map((each) => ({ ...each, fields: [] }))),
  ).toBe('1 deactivated, 2 added');
});
