import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { auditText } from '#renderer/words/fleet.ts';
import { siteRow as site } from '#test/kit/site-row.ts';
import type { Site } from './fleet-order.ts';
import { EVERY_SITE, filterSites, inHeldOrder, isNotNormal, orderSites, worstFirst } from './fleet-order.ts';

const NOW = Date.UTC(2026, 10, 22, 2);
const codes = (sites: readonly Site[]) => sites.map(({ code }) => code);

describe('the fleet', () => {
  it('puts the worst sites first, equal ones by code as people count', () => {
    const sites = [
      site('A-10'),
      site('A-9'),
      site('B-1', { worst: 'LOW' }),
      site('C-1', { worst: 'CRITICAL' }),
    ];
    const byWorst = orderSites(sites, { column: 'worst', descending: true });
    expect(codes(byWorst)).toEqual(['C-1', 'B-1', 'A-9', 'A-10']);
    expect(codes(worstFirst(sites))).toEqual(codes(byWorst));
  });

  it('puts a silent source before quiet sites, and of equally bad sites those with more that is open', () => {
    const sites = [
      site('Q'),
      site('S', { source_health: 'SILENT' }),
      site('L', { worst: 'LOW', open_findings: 1 }),
      site('M', { worst: 'LOW', open_findings: 4 }),
    ];
    expect(codes(worstFirst(sites))).toEqual(['M', 'L', 'S', 'Q']);
  });

  it('orders by any column, either way', () => {
    const sites = [site('A', { alerts: 2 }), site('B', { alerts: 10 })];
    expect(codes(orderSites(sites, { column: 'alerts', descending: false }))).toEqual(['A', 'B']);
    expect(codes(orderSites(sites, { column: 'name', descending: true }))).toEqual(['B', 'A']);
  });

  it('keeps the places of sites that were there, and puts new ones last', () => {
    const sites = [site('C', { worst: 'CRITICAL' }), site('N'), site('A')];
    expect(codes(inHeldOrder(sites, ['A', 'B', 'C']))).toEqual(['A', 'C', 'N']);
  });

  it('finds sites in which every word occurs', () => {
    const sites = [
      site('RB-01', { phase: 'MAINTENANCE' }),
      site('RB-02', { silent_sources: ['KEYPAD'] }),
      site('RB-03', { phase: 'OUTSIDE_HOURS' }),
    ];
    const found = (text: string) => codes(filterSites(sites, { ...EVERY_SITE, text }, NOW));
    expect(found('riverbank maint')).toEqual(['RB-01']);
    expect(found('keypad')).toEqual(['RB-02']);
    expect(found('outside hours')).toEqual(['RB-03']);
    expect(found('  ')).toEqual(['RB-01', 'RB-02', 'RB-03']);
  });

  it('narrows to a client, to a phase, and to what is not normal', () => {
    const late = { ...site('x').next_slot, HEARTBEAT: NOW - 2 * MINUTE };
    const sites = [
      site('quiet'),
      site('other', { client: 'OTHER' }),
      site('open', { open_findings: 1, worst: 'LOW' }),
      site('late', { next_slot: late }),
      site('mute', { source_health: 'SILENT' }),
      site('off', { phase: 'DISABLED', next_slot: late }),
    ];
    const found = (patch: object) => codes(filterSites(sites, { ...EVERY_SITE, ...patch }, NOW));
    expect(found({ client: 'OTHER' })).toEqual(['other']);
    expect(found({ phase: 'DISABLED' })).toEqual(['off']);
    expect(found({ notNormal: true })).toEqual(['open', 'late', 'mute', 'off']);
    expect(isNotNormal(site('soon', { next_slot: { ...late, HEARTBEAT: NOW - MINUTE } }), NOW)).toBe(false);
  });

  it('says in a sentence what an audit by hand found', () => {
    const nothing = { total_findings: 0, opened: [], suppressed: 0, errors: [] };
    expect(auditText('RB-01', nothing)).toBe('RB-01 audited: nothing is wrong.');
    expect(auditText('RB-01', { ...nothing, total_findings: 2, opened: ['F-1'], suppressed: 1 })).toBe(
      'RB-01 audited: 2 things wrong, 1 new, 1 held back by maintenance.',
    );
    const failed = { ...nothing, errors: [{ site: 'RB-01', rule: 'SILENT_SITE', message: 'x' }] };
    expect(auditText('RB-01', failed)).toContain('Failed rules: SILENT_SITE');
  });
});
