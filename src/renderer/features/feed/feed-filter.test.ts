import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONDITIONS, SEVERITIES, STATUSES } from '#core/model/finding.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import type { FeedFilter, Sort } from './feed-filter.ts';
import {
  compareRows,
  countsInput,
  EVERYTHING_OPEN,
  isUnfiltered,
  matches,
  pageInput,
} from './feed-filter.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const narrowed = (patch: Partial<FeedFilter>): FeedFilter => ({ ...EVERYTHING_OPEN, ...patch });

describe('what belongs on the feed', () => {
  it('shows new and acknowledged findings, but none that is resolved, shelved or adopted', () => {
    expect(matches(findingRow('a'), EVERYTHING_OPEN, NOW)).toBe(true);
    expect(matches(findingRow('a', { status: 'ACKNOWLEDGED' }), EVERYTHING_OPEN, NOW)).toBe(true);
    expect(matches(findingRow('a', { status: 'RESOLVED' }), EVERYTHING_OPEN, NOW)).toBe(false);
    expect(matches(findingRow('a', { shelved_until: NOW + 1 }), EVERYTHING_OPEN, NOW)).toBe(false);
    expect(matches(findingRow('a', { parent_id: 'p' }), EVERYTHING_OPEN, NOW)).toBe(false);
  });

  it('brings a finding back the moment its shelf ends', () => {
    expect(matches(findingRow('a', { shelved_until: NOW }), EVERYTHING_OPEN, NOW)).toBe(true);
  });

  it('shows adopted findings by themselves when a type, a severity or words are asked for', () => {
    const child = findingRow('a', { parent_id: 'p' });
    expect(matches(child, narrowed({ type: 'TOUR_OVERDUE' }), NOW)).toBe(true);
    expect(matches(child, narrowed({ severity: ['HIGH'] }), NOW)).toBe(true);
    expect(matches(child, narrowed({ text: 'riverbank' }), NOW)).toBe(true);
    expect(matches(child, narrowed({ site: 'RB-01' }), NOW)).toBe(false);
  });

  it('wants every word, in any field and any case', () => {
    expect(matches(findingRow('a'), narrowed({ text: 'rb-01 OVERDUE north' }), NOW)).toBe(true);
    expect(matches(findingRow('a'), narrowed({ text: 'rb-01 battery' }), NOW)).toBe(false);
  });

  it('shows what somebody sees to: given to them, or acknowledged by them and given to nobody else', () => {
    const mine = narrowed({ owner: 'local:ada' });
    const taken = { acknowledged_by: 'local:ada', status: 'ACKNOWLEDGED' } as const;
    expect(matches(findingRow('a', taken), mine, NOW)).toBe(true);
    expect(matches(findingRow('a', { assigned_to: 'local:ada' }), mine, NOW)).toBe(true);
    expect(matches(findingRow('a', { ...taken, assigned_to: 'local:bo' }), mine, NOW)).toBe(false);
    expect(matches(findingRow('a'), mine, NOW)).toBe(false);
  });

  it('is narrowed by tenant, client and category', () => {
    for (const [patch, fits] of [
      [{ tenant: 'ACME' }, true],
      [{ tenant: 'OTHER' }, false],
      [{ client: 'OTHER' }, false],
      [{ category: 'SECURITY' }, true],
      [{ category: 'SAFETY' }, false],
    ] as const)
      expect(matches(findingRow('a'), narrowed(patch), NOW)).toBe(fits);
  });

  it('holds adopted findings as rows like all others when nothing is grouped', () => {
    expect(matches(findingRow('a', { parent_id: 'p' }), narrowed({ group: 'none' }), NOW)).toBe(true);
    expect(pageInput(narrowed({ group: 'none' }))).not.toHaveProperty('roots');
  });

  it('takes a type as it is, or as a prefix with a star', () => {
    expect(matches(findingRow('a'), narrowed({ type: 'TOUR_*' }), NOW)).toBe(true);
    expect(matches(findingRow('a'), narrowed({ type: 'TOUR_' }), NOW)).toBe(false);
  });
});

describe('what the reader is asked', () => {
  it('asks for open roots that are not shelved, and counts over every state', () => {
    expect(pageInput(EVERYTHING_OPEN)).toEqual({
      status: ['NEW', 'ACKNOWLEDGED'],
      shelved: false,
      roots: true,
    });
    expect(countsInput(narrowed({ view: 'resolved', client: 'C' }))).toEqual({ client: 'C', roots: true });
  });

  it('knows when nothing is narrowed, whatever object says so', () => {
    expect(isUnfiltered({ ...EVERYTHING_OPEN, text: '  ' })).toBe(true);
    expect(isUnfiltered(narrowed({ view: 'all' }))).toBe(false);
    expect(isUnfiltered(narrowed({ site: 'RB-01' }))).toBe(false);
  });
});

describe('the order of the feed', () => {
  it('puts what needs a person first: new, worst, newest; quiet ones and resolved ones last', () => {
    const rows = [
      findingRow('resolved', { status: 'RESOLVED', severity: 'CRITICAL' }),
      findingRow('cleared', { condition: 'CLEARED', severity: 'CRITICAL' }),
      findingRow('seen and cleared', { status: 'ACKNOWLEDGED', condition: 'CLEARED', severity: 'CRITICAL' }),
      findingRow('seen', { status: 'ACKNOWLEDGED', severity: 'CRITICAL' }),
      findingRow('low', { severity: 'LOW' }),
      findingRow('old', { severity: 'CRITICAL', detected_at: 1 }),
      findingRow('new', { severity: 'CRITICAL', detected_at: 2 }),
    ];
    const order = rows.toSorted((a, b) => compareRows('urgency', a, b)).map((row) => row.id);
    expect(order).toEqual(['new', 'old', 'low', 'seen', 'cleared', 'seen and cleared', 'resolved']);
  });

  it('is a total order for every sort', () => {
    const row = fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      severity: fc.constantFrom(...SEVERITIES),
      status: fc.constantFrom(...STATUSES),
      condition: fc.constantFrom(...CONDITIONS),
      detected_at: fc.nat(3),
    });
    const sorts = fc.constantFrom<Sort>('urgency', 'newest', 'oldest');
    fc.assert(
      fc.property(sorts, row, row, row, (sort, ...parts) => {
        const [a, b, c] = parts.map((part) => findingRow(part.id, part));
        if (a === undefined || b === undefined || c === undefined) return;
        expect(Math.sign(compareRows(sort, a, b))).toBe(-Math.sign(compareRows(sort, b, a)) + 0);
        if (compareRows(sort, a, b) <= 0 && compareRows(sort, b, c) <= 0)
          expect(compareRows(sort, a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
