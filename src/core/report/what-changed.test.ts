import { expect, it } from 'vitest';
import type { ScoredIndicator } from './indicator-words.ts';
import { type ChangeFacts, whatChanged } from './what-changed.ts';

const indicator = (change: Partial<ScoredIndicator> & { name: string }): ScoredIndicator => ({
  ...{ unit: 'percent', value: 90, low: 85, high: 95, n: 100, target: null, sense: null, status: null },
  ...change,
});
const TIME = indicator({ name: 'mttr_minutes', unit: 'minutes', value: 12.34, low: null, high: null });
const SLA = indicator({ name: 'sla_compliance_pct' });
const FALSE = indicator({ name: 'false_positive_rate', unit: 'rate', value: 0.031, n: 65 });
const facts = (change: Partial<ChangeFacts> = {}): ChangeFacts => ({
  before_name: 'October 2026',
  share_of_before: 1,
  types: [
    { key: 'SILENT_SITE', now: 10, before: 40 },
    { key: 'TOUR_OVERDUE', now: 20, before: 18 },
  ],
  sites: [{ key: 'RB-03', now: 5, before: 30 }],
  now: [TIME, SLA, FALSE],
  before: [{ ...TIME, value: 20 }, SLA],
  suppressed: 0,
  ...change,
});

it('says how many fewer there were, and where most of the difference is', () => {
  expect(whatChanged(facts())[0]).toBe(
    '30 findings were raised, 28 fewer than in October 2026 (58); most of the difference is Silent site (−30) and site RB-03 (−25).',
  );
});

it('holds a month that is not over, or shorter, against as many days of the one before', () => {
  const types = [{ key: 'SILENT_SITE', now: 60, before: 310 }];
  const sites = [{ key: 'RB-03', now: 60, before: 310 }];
  expect(whatChanged(facts({ types, sites, share_of_before: 6 / 31 }))[0]).toBe(
    '60 findings were raised, about as many as in as many days of October 2026 (60).',
  );
});

it('calls what chance alone would do about as many', () => {
  const types = [{ key: 'SILENT_SITE', now: 30, before: 36 }];
  expect(whatChanged(facts({ types }))[0]).toBe(
    '30 findings were raised, about as many as in October 2026 (36).',
  );
});

it('says how they were answered, and better only where the intervals lie apart', () => {
  expect(whatChanged(facts())[1]).toBe(
    'They were resolved after 12.3 min on average (October 2026: 20 min), 90 % of them answered within the SLA of their runbook (October 2026: 90 %), which is no real difference.',
  );
  const worse = facts({ before: [indicator({ name: 'sla_compliance_pct', value: 99, low: 97, high: 100 })] });
  expect(whatChanged(worse)[1]).toContain('which is worse');
  expect(whatChanged(facts({ now: [] }))[1]).toBe('None of them has been resolved yet.');
});

it('says of how many findings it is known whether they were real, and what maintenance held back', () => {
  expect(whatChanged(facts({ suppressed: 4 }))[2]).toBe(
    'Of 65 judged findings 3.1 % were false positives. Maintenance held back 4 breaches.',
  );
  expect(whatChanged(facts({ now: [] }))[2]).toBe('Nobody has judged yet which of them were real.');
});
