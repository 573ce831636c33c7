import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { HOUR } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import { checkArchive } from '#main/adapters/sqlite/archive/check-archive.ts';
import { openCurrentReader } from '#main/adapters/sqlite/store.ts';
import { archiveOld } from '#test/kit/archive-old.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

it('keeps the disposition that a supervisor replaced beside the last one, with who did it and why', async () => {
  await using bench = await engineBench('2026-01-05T00:00:00Z');
  await bench.configure(fleetDocument({ sites: 1 }));
  const { handlers } = bench.engine;
  const gate = {
    site: 'S-1',
    severity: 'HIGH',
    category: 'SECURITY',
    title: 'Gate open',
    note: 'x',
  } as const;
  const { id } = await handlers['findings.report'](gate, ADA);
  const change = { ids: [id], disposition: 'FALSE_POSITIVE' as const, reason: 'The gate was shut' };
  const early = await handlers['findings.amend'](change, ADA);
  expect(early.refused).toEqual([{ id, why: 'It is not resolved yet.' }]);
  await handlers['findings.resolve']({ ids: [id], disposition: 'TRUE_POSITIVE', note: 'seen' }, ADA);
  bench.clock.advance(60_000);
  expect(await handlers['findings.amend'](change, ADA)).toEqual({ changed: [id], refused: [] });
  expect(bench.findings()[0]).toMatchObject({
    status: 'RESOLVED',
    disposition: 'FALSE_POSITIVE',
    resolution_note: 'seen',
  });
  const kept = bench.store.session.prepare('SELECT was, became, amended_by, reason FROM amendment').all();
  expect(kept).toEqual([
    {
      ...{ was: 'TRUE_POSITIVE', became: 'FALSE_POSITIVE', amended_by: 'local:ada' },
      reason: 'The gate was shut',
    },
  ]);
  expect(bench.store.trail.of('finding', id).at(-1)).toMatchObject({
    action: 'finding.amended',
    before: { disposition: 'TRUE_POSITIVE' },
    after: { disposition: 'FALSE_POSITIVE' },
  });
  const again = await handlers['findings.amend'](change, ADA);
  expect(again.refused).toEqual([{ id, why: 'It is FALSE_POSITIVE already.' }]);
});

const GATE = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate open', note: 'x' } as const;

/** Two findings, resolved and archived. */
async function archivedTwo(bench: EngineBench): Promise<readonly string[]> {
  await bench.configure(fleetDocument({ sites: 1 }));
  const { handlers } = bench.engine;
  const ids: string[] = [];
  for (const title of ['Gate open', 'Fence cut']) {
    const { id } = await handlers['findings.report']({ ...GATE, title }, ADA);
    await handlers['findings.resolve']({ ids: [id], disposition: 'TRUE_POSITIVE', note: 'seen' }, ADA);
    ids.push(id);
  }
  bench.clock.advance(HOUR);
  expect(archiveOld(bench, bench.clock.now())).toBe(2);
  return ids;
}

/** Everything that is wrong with the archive, and what each finding in it was. */
function archiveOfBench({ file, store }: EngineBench) {
  const reader = openCurrentReader(archiveOf(file), MIGRATIONS);
  const { problems } = checkArchive(store.session, reader.session);
  const rows = reader.session.pluck('SELECT disposition FROM finding ORDER BY title DESC').all();
  const told = reader.session.pluck("SELECT count(*) FROM trail WHERE action = 'finding.amended'").get();
  reader.close();
  return { problems, rows, told };
}

it('amends what is in the archive as what is not, in the archive and its timeline', async () => {
  await using bench = await engineBench('2026-01-05T00:00:00Z');
  const [id = '', other = ''] = await archivedTwo(bench);
  const { handlers } = bench.engine;
  const { id: open } = await handlers['findings.report']({ ...GATE, title: 'Door open' }, ADA);
  const change = { disposition: 'FALSE_POSITIVE', reason: 'The gate was shut' } as const;
  bench.emitted.length = 0;
  expect(await handlers['findings.amend']({ ids: [id, open, 'F-NONE'], ...change }, ADA)).toEqual({
    changed: [id],
    refused: [
      { id: open, why: 'It is not resolved yet.' },
      { id: 'F-NONE', why: 'No such finding.' },
    ],
  });
  expect(bench.emitted).toContainEqual({ event: 'findings.changed', payload: { rows: [], reload: true } });
  expect(archiveOfBench(bench)).toEqual({
    problems: [],
    rows: ['FALSE_POSITIVE', 'TRUE_POSITIVE'],
    told: 1,
  });
  expect(bench.store.trail.of('finding', id).at(-1)).toMatchObject({
    action: 'finding.amended',
    before: { disposition: 'TRUE_POSITIVE' },
    after: { disposition: 'FALSE_POSITIVE' },
  });
  expect(bench.store.session.prepare('SELECT finding_id, was, became FROM amendment').all()).toEqual([
    { finding_id: id, was: 'TRUE_POSITIVE', became: 'FALSE_POSITIVE' },
  ]);
  expect(bench.store.state.get('archive.uncopied')).toBe('1');
  const again = await handlers['findings.amend']({ ids: [id], ...change }, ADA);
  expect(again.refused).toEqual([{ id, why: 'It is FALSE_POSITIVE already.' }]);
  const stranger = { ...ADA, scope: { tenants: ['T-9'] } };
  const theirs = await handlers['findings.amend']({ ids: [other], ...change }, stranger);
  expect(theirs.refused).toEqual([{ id: other, why: 'No such finding.' }]);
});

it('catches the archive up with an amendment that was cut off before it reached it', async () => {
  await using bench = await engineBench('2026-01-05T00:00:00Z');
  const [id = ''] = await archivedTwo(bench);
  const change = { disposition: 'FALSE_POSITIVE', reason: 'The gate was shut' } as const;
  await bench.engine.handlers['findings.amend']({ ids: [id], ...change }, ADA);
  const db = new Database(archiveOf(bench.file));
  db.prepare("UPDATE finding SET disposition = 'TRUE_POSITIVE' WHERE id = ?").run(id);
  db.close();
  expect(archiveOfBench(bench).problems).toEqual([
    `The finding ${id} is not as it was when it was archived.`,
  ]);
  const archive = openArchive({ database: bench.file, live: bench.store.session, migrations: MIGRATIONS });
  expect(archive.isSettled()).toBe(false);
  for (const _ of archive.settle());
  expect(archive.isSettled()).toBe(true);
  archive.close();
  expect(archiveOfBench(bench)).toEqual({
    problems: [],
    rows: ['FALSE_POSITIVE', 'TRUE_POSITIVE'],
    told: 1,
  });
});
