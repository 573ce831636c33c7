import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantScope } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import { HOUR } from '#core/model/time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
const ours: TenantScope = { tenants: ['T-1'] };
const nowhere = { tenant: null, client: null, site: null } as const;
const ofSource = (id: string, source: string): Finding =>
  findingWith({ ...nowhere, id, scope: 'source', scope_key: source, finding_type: 'SOURCE_SILENT' });
const theirs = { tenant: 'T-2', site: 'S-2', scope_key: 'S-2' } as const;

/** S-1 belongs to T-1, S-2 to T-2. `gps` serves both, `radio` only S-2. */
const findings: readonly Finding[] = [
  findingWith({ id: 'OUR-SITE' }),
  findingWith({ id: 'THEIR-SITE', ...theirs }),
  findingWith({ ...nowhere, id: 'GAP', scope: 'installation', scope_key: '', finding_type: 'AUDIT_GAP' }),
  findingWith({ ...nowhere, id: 'HELP', finding_type: 'DURESS', category: 'SAFETY', severity: 'CRITICAL' }),
  findingWith({ ...nowhere, id: 'OUR-HELP', tenant: 'T-1', finding_type: 'DURESS' }),
  findingWith({ ...nowhere, id: 'THEIR-HELP', tenant: 'T-2', finding_type: 'DURESS' }),
  ofSource('SHARED', 'gps'),
  ofSource('FOREIGN', 'radio'),
  findingWith({ id: 'OUR-CHILD', parent_id: 'SHARED' }),
  findingWith({ id: 'THEIR-CHILD', parent_id: 'SHARED', ...theirs }),
];
const VISIBLE = ['GAP', 'HELP', 'OUR-CHILD', 'OUR-HELP', 'OUR-SITE', 'SHARED'];
const HIDDEN = ['FOREIGN', 'THEIR-CHILD', 'THEIR-HELP', 'THEIR-SITE'];

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id).sort();

describe('who is limited to a tenant', () => {
  let bench: ReadBench;
  beforeAll(() => {
    bench = readBench(fleetDocument({ sites: 2, tenants: 2 }));
    bench.save(findings);
    fillAroundFindings(bench);
  });
  afterAll(() => bench[Symbol.dispose]());

  it('sees its findings, those of the installation, calls that nobody can place, and sources that serve it', async () => {
    expect(ids((await bench.ask('findings.page', {}, ours)).rows)).toEqual(VISIBLE);
    expect(ids((await bench.ask('findings.export', {}, ours)).findings)).toEqual(VISIBLE);
    expect((await bench.ask('findings.counts', {}, ours)).open).toBe(VISIBLE.length);
    const bySite = await bench.ask('findings.count', { by: 'site' }, ours);
    expect(bySite.find(({ key }) => key === 'S-2')).toBeUndefined();
  });

  it('sees everything when it is not limited, and nothing of a tenant that does not exist', async () => {
    expect((await bench.ask('findings.page', {})).total).toBe(findings.length);
    const nobody = await bench.ask('findings.page', {}, { tenants: ['nobody'] });
    expect(ids(nobody.rows)).toEqual(['GAP', 'HELP']);
  });

  it('is told of changed rows only where it may see them', () => {
    const changed = findings.map(({ id }) => id);
    expect(ids(bench.readModel.findings.rows(ours, changed))).toEqual(VISIBLE);
    expect(ids(bench.readModel.findings.rows('all', changed))).toEqual([...VISIBLE, ...HIDDEN].sort());
  });

  it('does not reach another tenant by naming it, its site or its finding', async () => {
    expect((await bench.ask('findings.page', { filter: { tenant: 'T-2' } }, ours)).total).toBe(0);
    expect((await bench.ask('findings.page', { filter: { site: 'S-2' } }, ours)).total).toBe(0);
    for (const id of HIDDEN)
      await expect(bench.ask('findings.get', { id }, ours)).rejects.toThrow(`no finding ${id}`);
    await expect(bench.ask('sites.settings', { site: 'S-2' }, ours)).rejects.toThrow('no site S-2');
    await expect(
      bench.ask('baselines.show', { site: 'S-2', metric: 'phone_events' }, ours),
    ).rejects.toThrow();
  });

  it('sees of a shared parent only the children that are its own', async () => {
    const detail = await bench.ask('findings.get', { id: 'SHARED' }, ours);
    expect(ids(detail.children)).toEqual(['OUR-CHILD']);
    const { rows } = await bench.ask('findings.page', { filter: { type: 'SOURCE_SILENT' } }, ours);
    expect(rows[0]?.children).toBe(1);
  });

  it('sees only its sites, alerts, suppressed breaches, rejected lines and sources', async () => {
    expect((await bench.ask('sites.list', {}, ours)).map(({ code }) => code)).toEqual(['S-1']);
    expect(ids(await bench.ask('alerts.list', {}, ours))).toEqual(['A-GAP', 'A-OUR-SITE']);
    expect((await bench.ask('suppressed.list', {}, ours)).map(({ site }) => site)).toEqual(['S-1']);
    expect((await bench.ask('quarantine.list', {}, ours)).map(({ site }) => site)).toEqual(['S-1']);
    const status = await bench.ask('engine.status', {}, ours);
    expect(status).toMatchObject({ sites: 1, suppressed: 1, alarms_10_min: 2, quarantined: 1 });
    expect(status.sources.map(({ code }) => code)).toEqual(['gps', 'own']);
    expect((await bench.ask('engine.status', {})).sources.map(({ code }) => code)).toEqual([
      'gps',
      'own',
      'radio',
    ]);
  });
});

/** Sources, alerts, suppressed breaches and rejected lines of both tenants. */
function fillAroundFindings({ store, fleet }: ReadBench): void {
  const siteId = (code: string): number => fleet().byCode.get(code)?.id ?? 0;
  const tenantId = fleet().byCode.get('S-1')?.tenant_id ?? 0;
  const window = { window_start: START, window_end: START + HOUR, reason: 'Test', at: START };
  const breach = { ...window, finding_type: 'SILENT_SITE', subject: '' };
  const heard = { last_event_at: START, last_received_at: START, events: 1 };
  const line = { at: START, reason: 'FUTURE', detail: 'too new', place: 'line 1' } as const;
  store.transaction(() => {
    store.sources.heard([
      { source_id: store.registry.source(null, 'gps'), site_ids: [siteId('S-1'), siteId('S-2')], ...heard },
      { source_id: store.registry.source(null, 'radio'), site_ids: [siteId('S-2')], ...heard },
    ]);
    store.registry.source(tenantId, 'own');
    for (const id of ['OUR-SITE', 'THEIR-SITE', 'GAP']) {
      const site = id === 'GAP' ? null : id === 'OUR-SITE' ? 'S-1' : 'S-2';
      const words = { alert_type: 'X', message: '', created_at: START };
      store.alerts.save([{ id: `A-${id}`, finding_id: id, site, severity: 'HIGH', state: 'OPEN', ...words }]);
    }
    for (const site of ['S-1', 'S-2']) store.suppressed.add({ ...breach, site });
    for (const site of ['S-1', 'S-2', 'S-9', null])
      store.quarantine.add({ ...line, site, raw: `{"site":"${site}"}` });
  });
}
