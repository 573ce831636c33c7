import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { createDirectory } from '#main/adapters/sqlite/read-model/directory.ts';
import { openScratch } from '#main/adapters/sqlite/replay-scratch.ts';
import { openReader, openStore } from '#main/adapters/sqlite/store.ts';
import { createConfigurationService } from '#main/services/configuration/service.ts';
import { Refused } from '#main/services/handlers.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { ADA, type ConfigurationBench, configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

/** More than are written in two steps. */
const SITES = 230;

const targetsOf = (bench: ConfigurationBench) =>
  bench.service.fleet().sites.map(({ tenant, code }) => ({ scope: 'SITE' as const, tenant, code }));

const input = (bench: ConfigurationBench, set: Readonly<Record<string, unknown>>) =>
  methods['configuration.edit'].input.parse({
    base_version: bench.store.configuration.version(),
    changes: [{ targets: targetsOf(bench), set }],
    dry_run: false,
  });

async function loaded(options = { hurried: true }): Promise<ConfigurationBench> {
  const bench = configurationBench(options);
  await bench.load({ a: fleetDocument({ sites: SITES, tenants: 2 }) });
  return bench;
}

/** Every row that a change of the configuration writes, as it lies in the file. */
const rowsOf = ({ store }: Pick<ConfigurationBench, 'store'>) =>
  ['tenant', 'client', 'site', 'configuration_version', 'configuration_history'].map((table) =>
    store.session.prepare<[], unknown>(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all(),
  );

const isStaging = ({ store }: ConfigurationBench): boolean =>
  store.state.get('configuration.staged') === 'yes';

/** Lets the change come so far that some of its documents are written, and others not yet. */
async function untilStaged(bench: ConfigurationBench): Promise<void> {
  for (let turns = 0; turns < 10_000 && !isStaging(bench); turns++) await setImmediate();
  if (!isStaging(bench)) throw new Error('nothing was ever staged');
}

/** What everybody else sees of the configuration. */
function seenIn(file: string) {
  const reader = openReader(file, MIGRATIONS);
  try {
    const { session } = reader;
    const directory = createDirectory(session);
    return {
      version: session.pluck('SELECT max(version) FROM configuration_version').get(),
      name: directory.of('S-1'),
    };
  } finally {
    reader.close();
  }
}

describe('a change of many sites', () => {
  it('gives everybody else a turn between its steps, and holds at once', async () => {
    using bench = await loaded();
    const before = bench.store.configuration.documents();
    const change = bench.service.edit(input(bench, { name: 'Another', priority: 1 }), ADA);
    await untilStaged(bench);
    const { store } = bench;
    expect(store.configuration.version()).toBe(1);
    expect(store.configuration.documents()).toEqual(before);
    expect([...store.configuration.eachDocument()]).toEqual(before);
    expect([...store.configuration.eachDocument('T-2')]).toEqual(
      before.filter(({ tenant }) => tenant === 'T-2'),
    );
    expect(store.configuration.documentsOf('S-1')?.site).toMatchObject({ name: 'Site S-1' });
    expect(store.configuration.history.facts(2)).toBeNull();
    expect(store.configuration.history.texts('all', 1)).toHaveLength(before.length);
    expect(new Set(store.configuration.history.texts('all', 1).map(({ newest }) => newest))).toEqual(
      new Set([1]),
    );
    expect(seenIn(bench.file)).toEqual({ version: 1, name: expect.objectContaining({ name: 'Site S-1' }) });
    using folder = tempFolder();
    const scratch = openScratch(bench.file, folder.path, MIGRATIONS);
    expect(scratch.store.configuration.documents()).toEqual(before);
    scratch.dispose();
    store.transaction(() => store.state.set('of another', 'it came in between'));
    expect(bench.service.fleet().version).toBe(1);
    expect(await change).toMatchObject({ version: 2 });
    expect(isStaging(bench)).toBe(false);
    expect(bench.service.fleet().sites.map(({ priority }) => priority)).toEqual(
      Array.from({ length: SITES }, () => 1),
    );
    expect(bench.service.fleet().version).toBe(2);
    expect(seenIn(bench.file)).toEqual({ version: 2, name: expect.objectContaining({ name: 'Another' }) });
    expect(store.trail.of('configuration', '2')).toHaveLength(1);
  });

  it('is all or nothing where the program is killed in the middle', async () => {
    using bench = await loaded();
    const before = rowsOf(bench);
    const fleet = bench.service.fleet();
    const change = bench.service.edit(input(bench, { priority: 1 }), ADA);
    await untilStaged(bench);
    using folder = tempFolder();
    const file = join(folder.path, 'vigil.db');
    for (const end of ['', '-wal']) copyFileSync(`${bench.file}${end}`, `${file}${end}`);
    await change;
    const store = openStore(file, { migrations: MIGRATIONS, profile: 'durable' });
    try {
      expect(rowsOf({ store })).not.toEqual(before);
      expect(store.configuration.documents()).toHaveLength(fleet.sites.length + 4);
      const service = createConfigurationService({
        ...{ store, clock: createFakeClock(), log: { info() {}, warn() {}, error() {} } },
        randomId: () => 'x',
        files: { parse: () => Promise.reject(), locate: () => Promise.reject() },
        prepare: () => {
          throw new Error('nothing changes');
        },
      });
      expect(service.fleet()).toEqual(fleet);
      expect(rowsOf({ store })).toEqual(before);
    } finally {
      store.close();
    }
  });

  it('leaves nothing where it is refused at its end', async () => {
    using bench = await loaded();
    const before = rowsOf(bench);
    const refuse = () => {
      throw new Refused('conflict', 'somebody was quicker');
    };
    for (const within of [{ first: refuse }, { last: refuse }])
      await expect(
        bench.service.edit(input(bench, { priority: 1 }), ADA, { runbooks: [], within }),
      ).rejects.toThrow('quicker');
    expect(rowsOf(bench)).toEqual(before);
    expect(bench.service.fleet().version).toBe(1);
    expect(await bench.service.edit(input(bench, { priority: 1 }), ADA)).toMatchObject({ version: 2 });
  });

  it('is followed by the next one, which is held against what it left', async () => {
    using bench = await loaded();
    const [first, second] = await Promise.allSettled([
      bench.service.edit(input(bench, { priority: 1 }), ADA),
      bench.service.edit(input(bench, { priority: 2 }), ADA),
    ]);
    expect(first).toMatchObject({ value: { version: 2 } });
    expect(second).toMatchObject({
      reason: { message: expect.stringContaining('was changed by ada (version 2)') },
    });
    expect(await bench.load({ b: fleetDocument({ sites: SITES + 1, tenants: 2 }) })).toMatchObject({
      version: 3,
    });
    expect(bench.service.fleet().sites).toHaveLength(SITES + 1);
    expect(new Set(bench.service.fleet().sites.map(({ priority }) => priority))).toEqual(new Set([3]));
  });

  it('is taken back to the same texts, byte for byte', async () => {
    using bench = await loaded();
    const texts = () =>
      bench.store.session.prepare<[], unknown>('SELECT code, document FROM site ORDER BY code').all();
    const before = texts();
    await bench.service.edit(input(bench, { priority: 1, 'audit.sensitivity': 'HIGH' }), ADA);
    expect(texts()).not.toEqual(before);
    await bench.service.rollBack({ version: 2, dry_run: false }, ADA);
    expect(texts()).toEqual(before);
    expect([...bench.store.configuration.history.eachText(3)]).toHaveLength(SITES);
  });

  it('says of each problem at which of all the sites it is', async () => {
    using bench = await loaded({ hurried: false });
    const changes = [
      { targets: targetsOf(bench), set: { priority: 2 } },
      { targets: [{ scope: 'SITE' as const, tenant: 'T-1', code: 'S-201' }], set: { priority: 9 } },
      { targets: [{ scope: 'CLIENT' as const, tenant: 'T-2', code: 'C-1' }], set: { name: 7 } },
    ];
    const edit = methods['configuration.edit'].input.parse({ base_version: 1, changes, dry_run: false });
    await expect(bench.service.edit(edit, ADA)).rejects.toMatchObject({
      problems: [
        { file: 'client C-1', place: 'name', found: '7' },
        { file: 'site S-201', place: 'priority', found: '9' },
      ],
    });
  });
});
