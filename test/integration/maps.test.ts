import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Parsed } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { LARGEST_PLAN, LONGEST_MAP_READ } from '#contract/map.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { openMapFile } from '#main/adapters/files/map-file.ts';
import { openQueries } from '#main/open-queries.ts';
import type { QueryHandlers } from '#main/services/handlers.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fix } from '#test/kit/events.ts';
import { pmtilesOf } from '#test/kit/pmtiles.ts';
import { one, START } from '#test/kit/quiet-site.ts';
import { HOST } from '#test/kit/read-bench.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const AT = { lat: 12.97, lon: 77.59 };
const PLAN: Parsed<'sites.set_plan'> = {
  site: 'S-1',
  name: 'Ground floor',
  media_type: 'image/png',
  base64: PIXEL,
  nw: { lat: 12.971, lon: 77.589 },
  se: { lat: 12.969, lon: 77.591 },
};
const OTHERS = { ...ADA, scope: { tenants: ['OTHER'] } };

/** Asks the reader beside the engine. */
async function ask<T>(bench: EngineBench, question: (queries: QueryHandlers) => T): Promise<Awaited<T>> {
  const { file, clock } = bench;
  const { handlers, close } = openQueries({ database: file, migrations: MIGRATIONS, clock, host: HOST });
  try {
    return await question(handlers);
  } finally {
    close();
  }
}

const gate = (code: string) => ({ code, name: `Gate ${code}`, ...AT, radius_m: 20 });
const tour = (code: string, ...gates: readonly string[]) => ({
  code,
  name: code,
  mandatory: true,
  starts: [{ days: ['MON' as const], at: '01:00' }],
  duration_minutes: 40,
  checkpoints: gates.map(gate),
});

async function desk(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(one({ location: AT, tours: [tour('T-1', 'C-1', 'C-2'), tour('T-2', 'C-2')] }));
  return bench;
}

describe('the map of a site', () => {
  it('has what stands still: each checkpoint once, with the tours that come by', async () => {
    await using bench = await desk();
    const place = await ask(bench, (queries) => queries['sites.map']({ site: 'S-1' }, ADA));
    expect(methods['sites.map'].output.parse(place)).toEqual(place);
    expect(place).toMatchObject({ site: 'S-1', timezone: 'UTC', location: AT, plan: null });
    expect(place.geofence).toEqual({ radius_m: 150 });
    expect(place.checkpoints.map(({ code, tours }) => [code, tours])).toEqual([
      ['C-1', ['T-1']],
      ['C-2', ['T-1', 'T-2']],
    ]);
  });

  it('is shown to nobody of another tenant', async () => {
    await using bench = await desk();
    for (const name of ['sites.map', 'sites.positions'] as const)
      await expect(ask(bench, async (queries) => queries[name]({ site: 'S-1' }, OTHERS))).rejects.toThrow(
        'There is no site S-1.',
      );
    for (const name of ['sites.look', 'sites.remove_plan'] as const)
      expect(() => bench.engine.handlers[name]({ site: 'S-1', finding: null }, OTHERS)).toThrow();
    expect(() => bench.engine.handlers['sites.set_plan'](PLAN, OTHERS)).toThrow('There is no site S-1.');
  });

  it('knows the newest fix of each person of the last day, merged into the past or not', async () => {
    await using bench = await desk();
    const now = bench.clock.now();
    bench.say(
      fix('S-1', now - 25 * HOUR, 'G-OLD'),
      fix('S-1', now - 3 * HOUR, 'G-1'),
      fix('S-1', now - 2 * HOUR, 'G-1'),
      fix('S-1', now - MINUTE, 'G-2'),
    );
    const positions = () => ask(bench, (queries) => queries['sites.positions']({ site: 'S-1' }, ADA));
    const expected = [
      ['G-2', now - MINUTE],
      ['G-1', now - 2 * HOUR],
    ];
    expect((await positions()).positions.map(({ person, at }) => [person, at])).toEqual(expected);
    bench.store.events.merge(now + DAY);
    expect((await positions()).positions.map(({ person, at }) => [person, at])).toEqual(expected);
  });
});

describe('a look at where guards went', () => {
  it('is one row of the trail per person, site, finding and hour', async () => {
    await using bench = await desk();
    const look = (finding: string | null = null, caller = ADA) =>
      bench.engine.handlers['sites.look']({ site: 'S-1', finding }, caller);
    const bob = { ...ADA, actor: { ...ADA.actor, name: 'local:bob' } };
    expect([
      await look('F-1'),
      await look('F-1'),
      await look('F-2'),
      await look(),
      await look('F-1', bob),
    ]).toEqual([true, false, true, true, true].map((noted) => ({ noted })));
    bench.clock.advance(HOUR);
    expect(await look('F-1')).toEqual({ noted: true });
    const rows = bench.store.trail.of('site', 'S-1');
    expect(rows.map(({ action, actor, after }) => [action, actor.name, after])).toEqual([
      ['site.trail_viewed', 'local:ada', { finding: 'F-1' }],
      ['site.trail_viewed', 'local:ada', { finding: 'F-2' }],
      ['site.trail_viewed', 'local:ada', { finding: null }],
      ['site.trail_viewed', 'local:bob', { finding: 'F-1' }],
      ['site.trail_viewed', 'local:ada', { finding: 'F-1' }],
    ]);
    expect(bench.store.trail.verify()).toMatchObject({ ok: true });
  });
});

describe('a plan of a site', () => {
  it('is kept, replaced and taken away, with a row of the trail for each', async () => {
    await using bench = await desk();
    const { handlers } = bench.engine;
    const shown = async () =>
      (await ask(bench, (queries) => queries['sites.map']({ site: 'S-1' }, ADA))).plan;
    await handlers['sites.set_plan'](PLAN, ADA);
    const { site: _, ...plan } = PLAN;
    expect(await shown()).toEqual(plan);
    await handlers['sites.set_plan']({ ...PLAN, name: 'First floor' }, ADA);
    expect(await shown()).toMatchObject({ name: 'First floor' });
    expect(await handlers['sites.remove_plan']({ site: 'S-1' }, ADA)).toEqual({ removed: true });
    expect(await handlers['sites.remove_plan']({ site: 'S-1' }, ADA)).toEqual({ removed: false });
    expect(await shown()).toBeNull();
    const rows = bench.store.trail.of('site', 'S-1');
    expect(rows.map(({ action }) => action)).toEqual(['site.plan_set', 'site.plan_set', 'site.plan_removed']);
    expect(rows[1]).toMatchObject({ before: { name: 'Ground floor' }, after: { name: 'First floor' } });
    expect(JSON.stringify(rows)).not.toContain(PIXEL);
    expect(bench.emitted.filter(({ event }) => event === 'sites.changed').at(-1)?.payload).toEqual({
      sites: ['S-1'],
    });
  });

  it('is refused when it is no such image, too large, or lies where it cannot', async () => {
    await using bench = await desk();
    const set = (patch: Partial<typeof PLAN>) => () =>
      bench.engine.handlers['sites.set_plan']({ ...PLAN, ...patch }, ADA);
    const text = Buffer.from('<svg onload="alert(1)"/>').toString('base64');
    expect(set({ base64: text })).toThrow('not a PNG image');
    expect(set({ media_type: 'image/webp' })).toThrow('not a WEBP image');
    expect(set({ base64: Buffer.alloc(LARGEST_PLAN + 1).toString('base64') })).toThrow('at most 640 kB');
    expect(set({ nw: PLAN.se, se: PLAN.nw })).toThrow('north and west');
    expect(set({ nw: { lat: 13, lon: 77.5 }, se: { lat: 12.9, lon: 77.6 } })).toThrow('5 km apart');
    expect(set({ nw: { lat: 1.001, lon: 1 }, se: { lat: 1, lon: 1.001 } })).toThrow('20 km from the site');
    expect(bench.store.trail.of('site', 'S-1')).toEqual([]);
  });

  it('of the largest size fits into one frame of a page', () => {
    const base64 = Buffer.alloc(LARGEST_PLAN).toString('base64');
    const input = { ...PLAN, base64 };
    expect(methods['sites.set_plan'].input.safeParse(input).success).toBe(true);
    expect(JSON.stringify({ id: 123_456, method: 'sites.set_plan', input }).length).toBeLessThan(1024 * 1024);
  });
});

describe('the map file', () => {
  const archive = pmtilesOf({ type: 2, tiles: [{ z: 0, x: 0, y: 0, data: Buffer.from(PIXEL, 'base64') }] });

  it('is absent, present, or cannot be read and says why; it may come and go at any time', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'map.pmtiles');
    const file = openMapFile(path);
    expect(file.info()).toMatchObject({ state: 'absent', reason: null });
    expect(file.read(0, 10)).toBeNull();
    writeFileSync(path, 'not a map at all'.repeat(20));
    expect(file.info()).toMatchObject({ state: 'unreadable', bytes: 320 });
    expect(file.info().reason).toContain('not a PMTiles archive');
    writeFileSync(path, archive);
    expect(file.info()).toMatchObject({ state: 'present', bytes: archive.length, reason: null });
    rmSync(path);
    mkdirSync(path);
    expect(file.info()).toMatchObject({ state: 'unreadable' });
    expect(file.read(0, 10)).toBeNull();
  });

  it('is read part by part from the data folder of the database, and ends where it ends', async () => {
    await using bench = await desk();
    writeFileSync(join(bench.file, '../map.pmtiles'), archive);
    expect(await ask(bench, (queries) => queries['map.info']({}, ADA))).toMatchObject({ state: 'present' });
    const part = async (offset: number, length: number) =>
      Buffer.from(
        (await ask(bench, (queries) => queries['map.read']({ offset, length }, ADA))).base64,
        'base64',
      );
    expect(await part(7, 5)).toEqual(Buffer.from(archive.subarray(7, 12)));
    expect(await part(archive.length - 3, LONGEST_MAP_READ)).toEqual(Buffer.from(archive.subarray(-3)));
    expect(await part(archive.length + 1, 4)).toHaveLength(0);
    for (const length of [0, LONGEST_MAP_READ + 1])
      expect(methods['map.read'].input.safeParse({ offset: 0, length }).success).toBe(false);
  });
});
