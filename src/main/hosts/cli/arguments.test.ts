import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { UsageError } from './usage.ts';

const OPTIONS = {
  site: { type: 'string', multiple: true },
  since: { type: 'string' },
  days: { type: 'string' },
  severity: { type: 'string', multiple: true },
  evidence: { type: 'boolean' },
} as const;
const read = (...argv: readonly string[]) => readArguments(argv, OPTIONS);
const LEVELS = ['HIGH', 'LOW'] as const;

describe('the arguments of a command', () => {
  it('keeps operands, the dash of standard input too', () => {
    expect(read('a.ndjson', '-', '--evidence').positionals).toEqual(['a.ndjson', '-']);
  });

  it('takes an option many times, or several values with commas', () => {
    expect(read('--site', 'A', '--site', 'B,C').texts('site')).toEqual(['A', 'B', 'C']);
    expect(read('--severity', 'high,LOW').manyOf('severity', LEVELS)).toEqual(['HIGH', 'LOW']);
  });

  it('reads instants with any offset, and whole numbers', () => {
    expect(read('--since', '2026-01-05T05:30:00+05:30').instant('since')).toBe(Date.UTC(2026, 0, 5));
    expect(read('--since', '2026-01-05T00:00:00.250z').instant('since')).toBe(Date.UTC(2026, 0, 5) + 250);
    expect(read('--days', '30').whole('days', 1, 400)).toBe(30);
    expect(read().instant('since')).toBeUndefined();
  });

  it.each([
    ['an unknown option', () => read('--unknown')],
    ['an option without its value', () => read('--since')],
    ['a time without offset', () => read('--since', '2026-01-05T00:00:00').instant('since')],
    ['a day that no calendar has', () => read('--since', '2026-02-30T00:00:00Z').instant('since')],
    ['no time at all', () => read('--since', 'yesterday').instant('since')],
    ['a number out of range', () => read('--days', '0').whole('days', 1, 400)],
    ['a number that is none', () => read('--days', '3e1').whole('days', 1, 400)],
    ['a word that is no choice', () => read('--severity', 'BAD').manyOf('severity', LEVELS)],
    ['what is missing', () => read().needText('since')],
  ])('refuses %s', (_, attempt) => {
    expect(attempt).toThrow(UsageError);
  });
});
