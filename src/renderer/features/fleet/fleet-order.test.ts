import { describe, expect, it } from 'vitest';
import type { Site } from './fleet-order.ts';
import { orderSites, searchSites } from './fleet-order.ts';
import { auditText } from './fleet-store.ts';

const site = (code: string, patch: Partial<Site> = {}): Site => ({
  tenant: 'ACME',
  client: 'RIVERBANK',
  code,
  name: `Site ${code}`,
  timezone: 'UTC',
  location: null,
  priority: 3,
  active: true,
  enabled: true,
  phase: 'AUDITED',
  phase_until: null,
  last_audit_at: { HEARTBEAT: null, COMPREHENSIVE: null, DEEP: null },
  next_slot: { HEARTBEAT: null, COMPREHENSIVE: null, DEEP: null },
  total_audits_run: 0,
  total_findings: 0,
  open_findings: 0,
  worst: null,
  alerts: 0,
  stable_cells: 0,
  total_cells: 0,
  stable_pct: 0,
  thin_metrics: [],
  ...patch,
});
const codes = (sites: readonly Site[]) => sites.map(({ code }) => code);

describe('the fleet', () => {
  it('puts the worst sites first, equal ones by code as people count', () => {
    const sites = [
      site('A-10'),
      site('A-9'),
      site('B-1', { worst: 'LOW' }),
      site('C-1', { worst: 'CRITICAL' }),
    ];
    expect(codes(orderSites(sites, { column: 'worst', descending: true }))).toEqual([
      'C-1',
      'B-1',
      'A-9',
      'A-10',
    ]);
  });

  it('orders by any column, either way', () => {
    const sites = [site('A', { alerts: 2 }), site('B', { alerts: 10 })];
    expect(codes(orderSites(sites, { column: 'alerts', descending: false }))).toEqual(['A', 'B']);
    expect(codes(orderSites(sites, { column: 'name', descending: true }))).toEqual(['B', 'A']);
  });

  it('finds sites in which every word occurs', () => {
    const sites = [site('RB-01', { phase: 'MAINTENANCE' }), site('RB-02')];
    expect(codes(searchSites(sites, 'riverbank maint'))).toEqual(['RB-01']);
    expect(codes(searchSites(sites, '  '))).toEqual(['RB-01', 'RB-02']);
  });

  it('says in a sentence what an audit by hand found', () => {
    const nothing = {
      sites_audited: 1,
      total_findings: 0,
      opened: [],
      alerts_created: 0,
      suppressed: 0,
      errors: [],
    };
    expect(auditText('RB-01', nothing)).toBe('RB-01 audited: nothing is wrong.');
    expect(auditText('RB-01', { ...nothing, total_findings: 2, opened: ['F-1'], suppressed: 1 })).toBe(
      'RB-01 audited: 2 things wrong, 1 new, 1 held back by maintenance.',
    );
    const failed = { ...nothing, errors: [{ site: 'RB-01', rule: 'SILENT_SITE', message: 'x' }] };
    expect(auditText('RB-01', failed)).toContain('Failed rules: SILENT_SITE');
  });
});
