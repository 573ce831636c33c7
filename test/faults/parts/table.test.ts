import { expect, it } from 'vitest';
import { passed, type Row, table } from './table.ts';

const found = { cases: 3, lost: ['the event 7 is not there'], doubled: [], broken: [], notes: [] };
const clean = { ...found, lost: [] };
const row = (patch: Partial<NonNullable<Row['result']>>): Row => ({
  name: 'kill',
  result: { ...clean, name: 'kill', control: found, seconds: 12.4, ...patch },
  skipped: null,
});

it('passes what found nothing while its control did', () => {
  expect(passed(row({}))).toBe(true);
});

it('does not pass a fault, a control that found nothing, or what did not run', () => {
  expect(passed(row({ doubled: ['twice'] }))).toBe(false);
  expect(passed(row({ control: clean }))).toBe(false);
  expect(passed({ name: 'power', result: null, skipped: 'needs strace' })).toBe(false);
});

it('gives each suite a line with its numbers, and says where a control did not fail', () => {
  expect(table([row({}), { ...row({ control: clean, cases: 10_000 }), name: 'power' }])).toBe(
    [
      'suite  cases  lost  doubled  broken  control                seconds',
      'kill       3     0        0       0  failed as it must (1)       12',
      'power  10000     0        0       0  DID NOT FAIL                12',
    ].join('\n'),
  );
});
