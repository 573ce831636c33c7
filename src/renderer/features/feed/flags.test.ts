import { describe, expect, it } from 'vitest';
import { findingRow } from '#test/kit/finding-row.ts';
import { EVERYTHING_OPEN } from './feed-filter.ts';
import { flagsOf } from './flags.ts';
import { heldBack, type SuppressedRow } from './suppressed-rows.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const kinds = (patch: Parameters<typeof findingRow>[1]) =>
  flagsOf(findingRow('a', patch), NOW, 'UTC').map(({ kind }) => kind);

describe('the marks of a finding', () => {
  it('tell what is special about it, what wants a person first', () => {
    expect(kinds({ escalated_at: NOW, reopened_at: NOW, chattering: true })).toEqual([
      'escalated',
      'reopened',
      'chattering',
    ]);
    expect(kinds({ condition: 'CLEARED', cleared_at: NOW })).toEqual(['cleared']);
    expect(kinds({})).toEqual([]);
  });

  it('tell of nothing that is over: an escalation that was answered, a return that has cleared, anything that is resolved', () => {
    expect(kinds({ escalated_at: NOW, status: 'ACKNOWLEDGED' })).toEqual([]);
    expect(kinds({ reopened_at: NOW, condition: 'CLEARED' })).toEqual(['cleared']);
    expect(kinds({ escalated_at: NOW, chattering: true, status: 'RESOLVED' })).toEqual([]);
    expect(kinds({ shelved_until: NOW })).toEqual([]);
  });

  it('say until when it is shelved, by whom and why', () => {
    const shelved = { shelved_until: NOW + 60_000, shelved_by: 'local:ada', shelve_reason: 'rain' };
    expect(flagsOf(findingRow('a', shelved), NOW, 'UTC')).toEqual([
      { kind: 'shelved', word: 'until 03:01 UTC', hint: 'Shelved until 03:01 UTC by ada: rain' },
    ]);
  });
});

describe('what is held back', () => {
  const row = (site: string, patch: Partial<SuppressedRow> = {}): SuppressedRow => ({
    site,
    site_name: `Site ${site}`,
    timezone: 'UTC',
    client: 'C-1',
    tenant: 'T-1',
    finding_type: 'TOUR_OVERDUE',
    subject: '',
    reason: 'Fire panel test',
    window_start: 0,
    window_end: 10,
    first_at: 0,
    last_at: 0,
    count: 1,
    ...patch,
  });
  const sites = (patch: Partial<typeof EVERYTHING_OPEN>) =>
    heldBack([row('B'), row('A', { window_end: 20, client: 'C-2' })], { ...EVERYTHING_OPEN, ...patch }).map(
      ({ site }) => site,
    );

  it('is narrowed as the findings are, and stands in the order in which it ends', () => {
    expect(sites({})).toEqual(['B', 'A']);
    expect(sites({ site: 'A' })).toEqual(['A']);
    expect(sites({ client: 'C-2' })).toEqual(['A']);
    expect(sites({ tenant: 'T-2' })).toEqual([]);
    expect(sites({ type: 'SILENT_SITE' })).toEqual([]);
    expect(sites({ text: 'panel TOUR overdue' })).toEqual(['B', 'A']);
    expect(sites({ text: 'panel silent' })).toEqual([]);
  });
});
