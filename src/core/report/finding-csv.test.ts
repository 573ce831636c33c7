import { expect, it } from 'vitest';
import { findingWith } from '#test/kit/finding.ts';
import { findingCsv } from './finding-csv.ts';

const finding = findingWith({ id: 'F-1', title: '=HYPERLINK("http://x")', message: 'a, "b"' });

it('has a line for each finding below its header, and no text becomes a formula', () => {
  const [header, line, rest] = findingCsv([finding], true).split('\r\n');
  expect(header?.split(',').slice(0, 5)).toEqual(['id', 'tenant', 'client', 'site', 'finding_type']);
  expect(line).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(line).toContain('"a, ""b"""');
  expect(rest).toBe('');
});

it('goes on without the header', () => {
  const whole = findingCsv([finding, finding], true);
  expect(findingCsv([finding], true) + findingCsv([finding], false)).toBe(whole);
});
