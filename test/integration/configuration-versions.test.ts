import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportDocument } from '#core/config/export-document.ts';
import { writeText } from '#main/adapters/files/configuration-text.ts';
import { configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { readBench } from '#test/kit/read-bench.ts';

const EVERYTHING = { tenant: null, client: null, site: null };

describe('the versions of the configuration', () => {
  it('are listed newest first with what each changed, and paged', async () => {
    using bench = readBench(fleetDocument({ sites: 2 }));
    bench.configure(fleetDocument({ sites: 3, site: (index) => (index === 0 ? { priority: 1 } : {}) }));
    const versions = await bench.ask('configuration.versions', {});
    expect(
      versions.map(({ version, kind, tenants, clients, sites }) => [version, kind, tenants, clients, sites]),
    ).toEqual([
      [2, 'files', 1, 1, 3],
      [1, 'files', 1, 1, 2],
    ]);
    expect((await bench.ask('configuration.versions', { before: 2 })).map(({ version }) => version)).toEqual([
      1,
    ]);
    expect((await bench.ask('configuration.versions', { limit: 1 })).map(({ version }) => version)).toEqual([
      2,
    ]);
    const { entries } = await bench.ask('configuration.version', { version: 2 });
    expect(entries.filter(({ scope }) => scope === 'SITE')).toEqual([
      { change: 'changed', scope: 'SITE', code: 'S-1', fields: [{ field: 'priority', old: '3', new: '1' }] },
      { change: 'changed', scope: 'SITE', code: 'S-2', fields: [] },
      { change: 'added', scope: 'SITE', code: 'S-3', fields: [] },
    ]);
  });

  it('show whoever is limited to tenants what was changed there, and nothing of others', async () => {
    using bench = readBench(fleetDocument({ sites: 2, tenants: 2 }));
    bench.configure({ version: 1, tenants: [{ code: 'T-2', name: 'New name' }] });
    const scope = { tenants: ['T-1'] };
    const versions = await bench.ask('configuration.versions', {}, scope);
    expect(versions.map(({ version, tenants, sites }) => [version, tenants, sites])).toEqual([[1, 1, 1]]);
    const { entries } = await bench.ask('configuration.version', { version: 1 }, scope);
    expect(entries.map(({ code }) => code)).toEqual(['T-1', 'C-1', 'S-1']);
    await expect(bench.ask('configuration.version', { version: 2 }, scope)).rejects.toThrow('no version 2');
    const { text } = await bench.ask('configuration.export', { format: 'json' }, scope);
    expect(text).toContain('S-1');
    expect(text).not.toContain('S-2');
  });
});

describe('whoever is limited to clients and sites', () => {
  const fleet = (priority: number) =>
    fleetDocument({
      sites: 8,
      tenants: 2,
      clientsPerTenant: 2,
      site: (index) => ({ priority: 1 + ((index + priority) % 5) }),
    });
  it('sees their part of the history and no more', async () => {
    using bench = readBench(fleet(0));
    bench.configure(fleet(1));
    const codesOf = async (scope: Parameters<typeof bench.ask>[2]) => {
      const versions = await bench.ask('configuration.versions', {}, scope);
      const { entries } = await bench.ask('configuration.version', { version: 2 }, scope);
      return [versions.map(({ sites }) => sites), entries.map(({ code }) => code)];
    };
    const [own] = bench.fleet().sites;
    if (own === undefined) throw new Error('there are no sites');
    const ofClient = bench
      .fleet()
      .sites.filter(({ tenant, client }) => tenant === own.tenant && client === own.client);
    const codes = ofClient.map(({ code }) => code);
    expect(await codesOf({ tenants: [], sites: [own.code] })).toEqual([[1, 1], [own.code]]);
    const clients = [{ tenant: own.tenant, client: own.client }];
    expect(await codesOf({ tenants: [], clients })).toEqual([
      [codes.length, codes.length],
      [own.client, ...codes],
    ]);
    await expect(codesOf({ tenants: [], sites: ['S-99'] })).rejects.toThrow('no version 2');
  });

  it('exports their part, of the tenants and clients above it the code alone', async () => {
    using bench = readBench(fleet(0));
    const [own] = bench.fleet().sites;
    if (own === undefined) throw new Error('there are no sites');
    const scope = { tenants: [], sites: [own.code] };
    const { text, sites } = await bench.ask('configuration.export', { format: 'json' }, scope);
    const written = JSON.parse(text);
    expect(sites).toBe(1);
    expect(written.tenants).toEqual([
      {
        code: own.tenant,
        clients: [{ code: own.client, sites: [expect.objectContaining({ code: own.code })] }],
      },
    ]);
  });
});

describe('an export', () => {
  it('of a site holds what its client and tenant say, and no other site', async () => {
    using bench = readBench(fleetDocument({ sites: 4, tenants: 2, clientsPerTenant: 2 }));
    const { text, sites, name } = await bench.ask('configuration.export', { site: 'S-3', format: 'json' });
    expect([sites, name]).toEqual([1, 'S-3.json']);
    const { tenants } = JSON.parse(text);
    expect(tenants).toHaveLength(1);
    expect(tenants[0]).toMatchObject({
      code: 'T-2',
      name: 'Tenant 2',
      clients: [{ code: 'C-1', name: 'Client 1' }],
    });
    expect(tenants[0].clients[0].sites.map(({ code }: { code: string }) => code)).toEqual(['S-3']);
    await expect(bench.ask('configuration.export', { site: 'S-9' })).rejects.toThrow('no sites of site S-9');
  });

  it('read back changes nothing, whatever texts, lists and settings the fleet has, as YAML and as JSON', async () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 30 })
      .filter((value) => value.trim() !== '');
    const word = fc.oneof(
      text,
      fc.constantFrom(
        'yes',
        'null',
        '~',
        '1e3',
        '0x10',
        '- a',
        'a: b',
        '#',
        '22:00',
        "'",
        'a\u2028b',
        'a\u0085b',
      ),
    );
    const special = fc.record(
      {
        name: word,
        instructions: fc.dictionary(fc.constantFrom('TOUR_*', 'true', 'null', 'DURESS', '0'), word),
        groups: fc.uniqueArray(word, { maxLength: 3 }),
        contacts: fc.array(fc.record({ role: word, name: word }), { maxLength: 2 }),
        location: fc.record({
          lat: fc.double({ min: -90, max: 90, noNaN: true }),
          lon: fc.double({ min: -180, max: 180, noNaN: true }),
        }),
        escalation_roles: fc.dictionary(
          fc.constantFrom('operations_manager', 'on', 'no'),
          fc.array(fc.record({ email: word }), { maxLength: 2 }),
        ),
        audit: fc.record(
          {
            sensitivity: fc.constantFrom('LOW' as const, {
              default: 'HIGH' as const,
              phone_events: 'LOW' as const,
            }),
            maintenance_windows: fc.array(
              fc.record({
                days: fc.constant(['SUN' as const]),
                start: fc.constant('02:00'),
                end: fc.constant('03:30'),
                reason: word,
              }),
              { maxLength: 2 },
            ),
            active_hours: fc.constant([]),
            audit_frequency_minutes: fc.integer({ min: 5, max: 60 }),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['location'] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(special, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('yaml' as const, 'json' as const),
        async (sites, format) => {
          using bench = configurationBench();
          await bench.load({
            a: fleetDocument({
              sites: sites.length,
              tenants: 2,
              clientsPerTenant: 2,
              site: (index) => sites[index] ?? {},
            }),
          });
          const before = bench.stored();
          const { document } = exportDocument(
            bench.store.configuration.documents(),
            EVERYTHING,
            bench.store.runbooks.all(),
          );
          const diff = await bench.load({ [`b.${format}`]: await writeText(document, format) });
          expect(diff.entries.map(({ change }) => change)).toEqual(diff.entries.map(() => 'unchanged'));
          expect(bench.stored()).toEqual(before);
        },
      ),
      { numRuns: 30 },
    );
  });
});
