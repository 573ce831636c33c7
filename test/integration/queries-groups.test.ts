import { describe, expect, it, onTestFinished } from 'vitest';
import type { FindingFilter } from '#contract/findings.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import { MINUTE } from '#core/model/time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');

let count = 0;
function finding(site: string | null, patch: Partial<Finding> = {}): Finding {
  count += 1;
  return findingWith({
    id: `F-${count}`,
    site,
    scope_key: site ?? 'installation',
    tenant: site === null ? null : 'T-1',
    client: site === null ? null : 'C-1',
    ...(site === null ? { scope: 'installation' as const } : {}),
    detected_at: START,
    ...patch,
  });
}

function bench(...findings: readonly Finding[]): ReadBench {
  const made = readBench(fleetDocument({ sites: 4, tenants: 2 }));
  onTestFinished(() => made[Symbol.dispose]());
  made.save(findings);
  return made;
}

const OPEN: FindingFilter = { status: ['NEW', 'ACKNOWLEDGED'], shelved: false, roots: true };

describe('the findings of each site', () => {
  it('are counted by severity, with the worst, the newest and the oldest', async () => {
    const { ask } = bench(
      finding('S-1', { severity: 'LOW', detected_at: START + 5 }),
      finding('S-1', { severity: 'CRITICAL', status: 'ACKNOWLEDGED', detected_at: START + 1 }),
      finding('S-1', { severity: 'HIGH', detected_at: START + 9 }),
      finding('S-1', { status: 'RESOLVED' }),
    );
    expect(await ask('findings.groups', { filter: OPEN })).toEqual([
      {
        site: 'S-1',
        site_name: 'Site S-1',
        timezone: 'Europe/Berlin',
        client: 'C-1',
        tenant: 'T-1',
        total: 3,
        by_severity: { CRITICAL: 1, HIGH: 1, MEDIUM: 0, LOW: 1 },
        worst: 'CRITICAL',
        worst_is_new: false,
        urgency: 18,
        newest_at: START + 9,
        oldest_at: START + 1,
        sla_due_at: null,
      },
    ]);
  });

  it('stand in the order of their first findings, in every order of the feed', async () => {
    const { ask } = bench(
      finding('S-1', { severity: 'HIGH', detected_at: START + 1 }),
      finding('S-2', { severity: 'CRITICAL', status: 'ACKNOWLEDGED', detected_at: START + 2 }),
      finding('S-3', { severity: 'HIGH', detected_at: START + 3 }),
      finding(null, { severity: 'CRITICAL', detected_at: START }),
    );
    const order = async (sort: 'urgency' | 'newest' | 'oldest') =>
      (await ask('findings.groups', { filter: OPEN, sort })).map(({ site }) => site);
    expect(await order('urgency')).toEqual([null, 'S-3', 'S-1', 'S-2']);
    expect(await order('newest')).toEqual(['S-3', 'S-2', 'S-1', null]);
    expect(await order('oldest')).toEqual([null, 'S-1', 'S-2', 'S-3']);
  });

  it('are as many as the pages of the site hold, also those of no site', async () => {
    const { ask } = bench(
      finding('S-1'),
      finding('S-1', { severity: 'LOW' }),
      finding('S-2', { shelved_until: START + 90 * MINUTE, shelved_by: 'local:Ada', shelve_reason: 'rain' }),
      finding(null),
    );
    for (const filter of [OPEN, {}, { shelved: true }])
      for (const { site, total } of await ask('findings.groups', { filter }))
        expect(await ask('findings.page', { filter: { ...filter, site } })).toMatchObject({ total });
  });

  it('can be asked for again by their sites', async () => {
    const { ask } = bench(finding('S-1'), finding('S-2'), finding(null));
    const sitesOf = async (...sites: (string | null)[]) =>
      (await ask('findings.groups', { filter: OPEN, sites })).map(({ site }) => site).sort();
    expect(await sitesOf('S-2', 'S-3')).toEqual(['S-2']);
    expect(await sitesOf(null)).toEqual([null]);
    expect(await sitesOf('S-1', null)).toEqual(['S-1', null]);
    expect(await sitesOf()).toEqual([]);
  });

  it('are told as far as the caller may see them', async () => {
    const { ask } = bench(finding('S-1'), finding('S-2', { tenant: 'T-2' }));
    const groups = await ask('findings.groups', { filter: OPEN }, { tenants: ['T-2'] });
    expect(groups.map(({ site }) => site)).toEqual(['S-2']);
  });
});

describe('the earliest clock of a site', () => {
  const RUNBOOK = { finding_type: 'SILENT_SITE', version: 1 };
  function withRunbook(...findings: readonly Finding[]): ReadBench {
    const made = bench();
    const guide = {
      finding_type: RUNBOOK.finding_type,
      title: 'Silent site',
      category: 'SECURITY',
      severity: 'HIGH',
      description: '',
      evidence_required: [],
      steps: [],
      escalation_sla_minutes: 10,
      escalate_to_role: 'supervisor',
      auto_actions: [],
      auto_action_enabled: false,
      low_risk: false,
    } as const;
    made.store.transaction(() => made.store.runbooks.add([guide], START, SYSTEM));
    made.save(findings);
    return made;
  }

  it('is that of the oldest finding that is new and has a runbook', async () => {
    const { ask } = withRunbook(
      finding('S-1', { runbook: RUNBOOK, detected_at: START + 3 * MINUTE }),
      finding('S-1', { runbook: RUNBOOK, detected_at: START + 2 * MINUTE }),
      finding('S-1', { runbook: RUNBOOK, status: 'ACKNOWLEDGED', detected_at: START + MINUTE }),
      finding('S-1', { runbook: RUNBOOK, condition: 'CLEARED', detected_at: START }),
      finding('S-2', { detected_at: START }),
    );
    const groups = await ask('findings.groups', { filter: OPEN, sort: 'oldest' });
    expect(groups.map(({ site, sla_due_at }) => [site, sla_due_at])).toEqual([
      ['S-1', START + 12 * MINUTE],
      ['S-2', null],
    ]);
  });
});

describe('who a finding belongs to', () => {
  it('is the one who was asked, else the one who acknowledged', async () => {
    const { ask } = bench(
      finding('S-1', { id: 'asked', assigned_to: 'local:Bo', acknowledged_by: 'local:Ada' }),
      finding('S-1', { id: 'acknowledged', acknowledged_by: 'local:Ada' }),
      finding('S-1', { id: 'nobody' }),
    );
    const of = async (owner: string) =>
      (await ask('findings.page', { filter: { ...OPEN, owner } })).rows.map(({ id }) => id);
    expect(await of('local:Bo')).toEqual(['asked']);
    expect(await of('local:Ada')).toEqual(['acknowledged']);
    expect(await ask('findings.counts', { filter: { owner: 'local:Ada' } })).toMatchObject({ open: 1 });
  });

  it('tells why and by whom something is shelved', async () => {
    const { ask } = bench(
      finding('S-1', { shelved_until: START + MINUTE, shelved_by: 'local:Ada', shelve_reason: 'rain' }),
    );
    const { rows } = await ask('findings.page', {});
    expect(rows[0]).toMatchObject({ shelved_by: 'local:Ada', shelve_reason: 'rain' });
  });
});
