import { describe, expect, it } from 'vitest';
import type { Input } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { localActor } from '#core/model/actor.ts';
import { type Caller, Refused } from '#main/services/handlers.ts';
import { ADA, type ConfigurationBench, configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const BEN: Caller = { actor: localActor('ben'), scope: 'all' };
const site = (code: string, tenant = 'T-1') => ({ scope: 'SITE' as const, tenant, code });
const CLIENT = { scope: 'CLIENT' as const, tenant: 'T-1', code: 'C-1' };
const TENANT = { scope: 'TENANT' as const, tenant: 'T-1', code: 'T-1' };

type Edit = Partial<Input<'configuration.edit'>> & { readonly caller?: Caller };

/** Edits as a screen does: on the newest version, and not as a dry run, unless told otherwise. */
function edit(
  bench: ConfigurationBench,
  changes: Input<'configuration.edit'>['changes'],
  options: Edit = {},
) {
  const { caller = ADA, ...rest } = options;
  const input = { base_version: bench.store.configuration.version(), changes, dry_run: false, ...rest };
  return bench.service.edit(methods['configuration.edit'].input.parse(input), caller);
}

const undo = (bench: ConfigurationBench, version: number, caller = ADA, dry_run = false) =>
  bench.service.rollBack({ version, dry_run }, caller);

async function refusalOf(work: () => unknown): Promise<Refused> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const auditOf = (bench: ConfigurationBench, code = 'S-1') => bench.service.fleet().byCode.get(code)?.audit;
const writtenOf = (bench: ConfigurationBench, key: string) =>
  bench.store.configuration.documents().find(({ scope, code }) => `${scope} ${code}` === key)?.document;

async function loaded(sites = 2): Promise<ConfigurationBench> {
  const bench = configurationBench();
  await bench.load({ a: fleetDocument({ sites, tenants: 1 }) });
  return bench;
}

describe('an edit of the configuration', () => {
  it('is one version with its person, its reason and the fields that changed', async () => {
    using bench = await loaded();
    const diff = await edit(
      bench,
      [{ targets: [site('S-1')], set: { 'audit.sensitivity': 'HIGH', priority: 1 } }],
      {
        reason: 'Too many false ones',
      },
    );
    expect(diff).toMatchObject({ dry_run: false, version: 2 });
    expect(diff.entries.filter(({ change }) => change !== 'unchanged')).toEqual([
      {
        change: 'changed',
        scope: 'SITE',
        code: 'S-1',
        fields: [
          { field: 'priority', old: '3', new: '1' },
          { field: 'audit', old: null, new: '{"sensitivity":"HIGH"}' },
        ],
      },
    ]);
    expect(auditOf(bench)?.sensitivity).toEqual({ default: 'HIGH' });
    expect(auditOf(bench, 'S-2')?.sensitivity).toEqual({ default: 'MEDIUM' });
    expect(bench.changes).toHaveLength(2);
    const [row] = bench.store.trail.since(0, 100).slice(-1);
    expect(row).toMatchObject({
      action: 'configuration.edited',
      entity_id: '2',
      reason: 'Too many false ones',
      actor: { name: 'local:ada' },
    });
  });

  it('tells in a dry run exactly what it would do, and does nothing', async () => {
    using bench = await loaded();
    const before = bench.stored();
    const changes = [
      { targets: [TENANT, CLIENT, site('S-2')], set: { 'audit.audit_frequency_minutes': 30 } },
    ];
    const tried = await edit(bench, changes, { dry_run: true });
    expect([tried.dry_run, tried.version]).toEqual([true, null]);
    expect(bench.stored()).toEqual(before);
    expect((await edit(bench, changes)).entries).toEqual(tried.entries);
  });

  it('makes one version of a change to a thousand sites, and leaves no other site in the diff', async () => {
    using bench = await loaded(1_001);
    const targets = Array.from({ length: 1_000 }, (_, index) => site(`S-${index + 1}`));
    const diff = await edit(bench, [{ targets, set: { 'audit.anomaly_detection': false } }]);
    expect(diff.entries.filter(({ change }) => change === 'changed')).toHaveLength(1_000);
    expect(diff.entries.filter(({ code }) => code === 'S-1001')).toEqual([]);
    expect(diff.version).toBe(2);
  });

  it('lets a cleared field inherit again, and leaves no empty block behind', async () => {
    using bench = await loaded();
    const original = writtenOf(bench, 'SITE S-1');
    await edit(bench, [{ targets: [TENANT], set: { 'audit.evidence_lookback_minutes': 60 } }]);
    const threshold = 'audit.signal_thresholds.phone_events';
    await edit(bench, [
      {
        targets: [site('S-1')],
        set: { 'audit.evidence_lookback_minutes': 90, [threshold]: { min_count: 3, window_minutes: 30 } },
      },
    ]);
    expect(auditOf(bench)).toMatchObject({
      evidence_lookback_minutes: 90,
      signal_thresholds: { phone_events: { min_count: 3, window_minutes: 30 } },
      scopes: { evidence_lookback_minutes: 'SITE' },
    });
    await edit(bench, [
      { targets: [site('S-1')], set: { 'audit.evidence_lookback_minutes': null, [threshold]: null } },
    ]);
    expect(auditOf(bench)).toMatchObject({
      evidence_lookback_minutes: 60,
      scopes: { evidence_lookback_minutes: 'TENANT' },
    });
    expect(writtenOf(bench, 'SITE S-1')).toEqual(original);
  });

  it('takes away whatever may be taken away, and refuses to take what a site needs', async () => {
    using bench = await loaded();
    await edit(bench, [{ targets: [site('S-1')], set: { geofence: null, tours: null, devices: null } }]);
    expect(bench.service.fleet().byCode.get('S-1')).toMatchObject({ geofence: null, tours: [], devices: [] });
    const refusal = await refusalOf(() => edit(bench, [{ targets: [site('S-1')], set: { timezone: null } }]));
    expect(refusal.problems.map(({ file, place }) => [file, place])).toEqual([['site S-1', 'timezone']]);
  });

  it('tells every problem at its scope and field, and changes nothing', async () => {
    using bench = await loaded();
    const before = bench.stored();
    const refusal = await refusalOf(() =>
      edit(bench, [
        { targets: [site('S-1'), CLIENT], set: { 'audit.audit_frequency_minutes': 3 } },
        {
          targets: [site('S-2')],
          set: {
            priorty: 2,
            shifts: [{ person: 'nobody', days: ['MON'], start: '08:00', end: '16:00' }],
            'audit.critical_signals': ['door_opens'],
          },
        },
      ]),
    );
    expect(refusal.code).toBe('invalid-file');
    expect(
      new Set(refusal.problems.map(({ file, place, expected }) => `${file}: ${place}: ${expected}`)),
    ).toEqual(
      new Set([
        'site S-1: audit.audit_frequency_minutes: a whole number from 5 to 60',
        'client C-1: audit.audit_frequency_minutes: a whole number from 5 to 60',
        'site S-2: priorty: a known field: did you mean priority?',
        'site S-2: shifts[0].person: the code of one of the people of this site',
        'site S-2: audit.critical_signals[0]: a built-in signal or a custom metric in scope',
      ]),
    );
    expect(bench.stored()).toEqual(before);
    expect(bench.changes).toHaveLength(1);
  });

  it('is refused with the name of whoever changed the same meanwhile, and only then', async () => {
    using bench = await loaded();
    await edit(bench, [{ targets: [site('S-1')], set: { priority: 1 } }], { caller: BEN });
    const before = bench.stored();
    const late = await refusalOf(() =>
      edit(bench, [{ targets: [site('S-1')], set: { priority: 2 } }], { base_version: 1 }),
    );
    expect(late.code).toBe('conflict');
    expect(late.message).toContain('Site S-1 was changed by ben (version 2)');
    expect(bench.stored()).toEqual(before);
    const other = await edit(bench, [{ targets: [site('S-2')], set: { priority: 2 } }], { base_version: 1 });
    expect(other.version).toBe(3);
  });

  it('makes no version of a change that changes nothing', async () => {
    using bench = await loaded();
    const before = bench.stored();
    const diff = await edit(bench, [{ targets: [site('S-1')], set: { priority: 3 } }]);
    expect(diff.version).toBe(1);
    expect(bench.stored()).toEqual(before);
  });

  it('changes neither codes nor children, nothing that does not exist, and nothing of another tenant', async () => {
    using bench = configurationBench();
    await bench.load({ a: fleetDocument({ sites: 2, tenants: 2 }) });
    const before = bench.stored();
    const codeOf = async (work: () => unknown) => (await refusalOf(work)).code;
    const priority = { set: { priority: 1 } };
    const limited: Caller = { actor: ADA.actor, scope: { tenants: ['T-2'] } };
    expect([
      await codeOf(() => edit(bench, [{ targets: [site('S-1')], set: { code: 'S-9' } }])),
      await codeOf(() => edit(bench, [{ targets: [CLIENT], set: { sites: [] } }])),
      await codeOf(() => edit(bench, [{ targets: [site('S-9')], ...priority }])),
      await codeOf(() => edit(bench, [{ targets: [{ ...site('S-1'), tenant: 'T-9' }], ...priority }])),
      await codeOf(() => edit(bench, [{ targets: [site('S-1')], ...priority }], { caller: limited })),
      await codeOf(() => undo(bench, 1, limited)),
    ]).toEqual(['bad-request', 'bad-request', 'not-found', 'not-found', 'forbidden', 'forbidden']);
    expect(bench.stored()).toEqual(before);
  });
});

describe('a version that is taken back', () => {
  it('gives every scope its text from before, as a new version that can itself be taken back', async () => {
    using bench = await loaded();
    const original = bench.store.configuration.documents().map(({ document }) => document);
    const targets = [TENANT, site('S-1'), site('S-2')];
    await edit(bench, [
      { targets, set: { 'audit.sensitivity': 'LOW', holidays: [{ date: '2026-12-25', name: 'x' }] } },
    ]);
    const edited = bench.store.configuration.documents().map(({ document }) => document);
    expect((await undo(bench, 2, BEN)).version).toBe(3);
    expect(bench.store.configuration.documents().map(({ document }) => document)).toEqual(original);
    expect(bench.store.trail.since(0, 100).at(-1)).toMatchObject({
      action: 'configuration.rolled_back',
      actor: { name: 'local:ben' },
      after: { undone: 2 },
    });
    await undo(bench, 3);
    expect(bench.store.configuration.documents().map(({ document }) => document)).toEqual(edited);
  });

  it('takes back an import too: what it changed is as before, and the sites that it added are out of use', async () => {
    using bench = await loaded(1);
    await bench.load({ a: fleetDocument({ sites: 2, site: () => ({ priority: 1 }) }) });
    const diff = await undo(bench, 2);
    expect(diff.entries.filter(({ change }) => change === 'changed').map(({ code }) => code)).toEqual([
      'S-1',
      'S-2',
    ]);
    const { byCode } = bench.service.fleet();
    expect(byCode.get('S-1')).toMatchObject({ priority: 3, active: true });
    expect(byCode.get('S-2')).toMatchObject({ active: false });
  });

  it('is refused while a later version builds on it, and says which and whose', async () => {
    using bench = await loaded();
    await edit(bench, [{ targets: [site('S-1')], set: { priority: 1 } }]);
    await edit(bench, [{ targets: [site('S-1')], set: { priority: 2 } }], { caller: BEN });
    const before = bench.stored();
    const refusal = await refusalOf(() => undo(bench, 2));
    expect(refusal.code).toBe('conflict');
    expect(refusal.message).toContain('Site S-1 was changed by ben (version 3) after version 2');
    expect(bench.stored()).toEqual(before);
    expect((await refusalOf(() => undo(bench, 9))).code).toBe('not-found');
  });

  it('follows once the later one was taken back: the site is again as that version left it', async () => {
    using bench = await loaded();
    await edit(bench, [{ targets: [site('S-1')], set: { priority: 1 } }]);
    await edit(bench, [{ targets: [site('S-1')], set: { priority: 2 } }], { caller: BEN });
    await undo(bench, 3);
    await undo(bench, 2);
    expect(bench.service.fleet().byCode.get('S-1')).toMatchObject({ priority: 3 });
  });

  it('tells in a dry run what it would do, and does nothing', async () => {
    using bench = await loaded();
    await edit(bench, [{ targets: [site('S-1')], set: { priority: 1 } }]);
    const before = bench.stored();
    const diff = await undo(bench, 2, ADA, true);
    expect(diff.entries.find(({ code }) => code === 'S-1')?.fields).toEqual([
      { field: 'priority', old: '1', new: '3' },
    ]);
    expect([diff.version, bench.stored()]).toEqual([null, before]);
  });
});
