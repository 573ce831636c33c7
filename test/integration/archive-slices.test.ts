import { expect, it } from 'vitest';
import type { Finding } from '#core/model/finding.ts';
import { DAY } from '#core/model/time.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import type { Archive } from '#main/ports/archive.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const BEFORE = Date.parse('2026-03-01T00:00:00Z');
const OLD = BEFORE - DAY;
/** More than this goes in no slice. */
const SLICE = 10;

const resolved = (id: string, more: Partial<Finding> = {}) =>
  findingWith({
    ...{ id, detected_at: OLD - DAY, status: 'RESOLVED', condition: 'CLEARED', resolved_at: OLD },
    ...{ resolved_by: 'local:ada', disposition: 'BENIGN', resolution_note: 'Seen to.' },
    ...more,
  });

const archiveBeside = ({ file, store }: ReadBench): Archive =>
  openArchive({ database: file, live: store.session, migrations: MIGRATIONS });

function toEnd<T>(steps: Generator<void, T>): { readonly value: T; readonly steps: number } {
  for (let count = 0; ; count += 1) {
    const step = steps.next();
    if (step.done === true) return { value: step.value, steps: count };
  }
}

function move(bench: ReadBench, before = BEFORE): number {
  const archive = archiveBeside(bench);
  toEnd(archive.settle());
  const { findings } = toEnd(archive.move(before, before)).value;
  archive.close();
  return findings;
}

/** One digest, sent, that lists findings; its row belongs to the first of them. */
function saveDigest({ store }: ReadBench, findings: readonly string[], state = 'SENT'): void {
  const { session } = store;
  session.transaction(() => {
    session
      .prepare<[string | undefined, string]>(
        `INSERT INTO delivery (id, action, finding_id, kind, state, content, hash, authors, requested_at, reason, expires_at, automatic, attempts, maybe, moved_at, moved_by)
         VALUES ('D', 'tell', ?, 'DIGEST', ?, '{}', 'x', '[]', ${OLD}, 'storm', 0, 1, 1, 0, ${OLD}, 'system')`,
      )
      .run(findings[0], state);
    for (const id of findings)
      session.prepare<[string]>(`INSERT INTO digested VALUES ('D', ?, ${OLD})`).run(id);
  });
}

const messagesOf = async (bench: ReadBench, id: string) =>
  (await bench.ask('findings.get', { id })).messages.map((message) => message.id);

it('keeps a digest with every finding that it tells of, until the last of them has gone', async () => {
  using bench = readBench();
  const late = { resolved_at: BEFORE + DAY };
  bench.save([resolved('F-1'), resolved('F-2', late), resolved('F-3', { resolved_at: BEFORE + 3 * DAY })]);
  saveDigest(bench, ['F-1', 'F-2', 'F-3']);
  const all = async () => [
    await messagesOf(bench, 'F-1'),
    await messagesOf(bench, 'F-2'),
    await messagesOf(bench, 'F-3'),
  ];
  const verified = async () => (await bench.ask('engine.verify', {})).problems;
  for (const [at, moved] of [
    [BEFORE, 1],
    [BEFORE + 2 * DAY, 1],
    [BEFORE + 4 * DAY, 1],
  ] as const) {
    expect(move(bench, at)).toBe(moved);
    expect(await all()).toEqual([['D'], ['D'], ['D']]);
    expect(await verified()).toEqual([]);
  }
  expect(bench.store.session.pluck('SELECT count(*) FROM delivery').get()).toBe(0);
});

it('keeps a finding while a digest that lists it is under way, whichever finding that belongs to', () => {
  using bench = readBench();
  bench.save([findingWith({ id: 'F-OPEN' }), resolved('F-LISTED')]);
  saveDigest(bench, ['F-OPEN', 'F-LISTED'], 'QUEUED');
  expect(move(bench)).toBe(0);
});

it('deletes a digest by age with the last finding that it tells of, and not before', async () => {
  using bench = readBench();
  bench.save([resolved('F-1'), resolved('F-2', { resolved_at: BEFORE + DAY }), findingWith({ id: 'F-3' })]);
  saveDigest(bench, ['F-1', 'F-2', 'F-3']);
  move(bench);
  const archive = archiveBeside(bench);
  const told: (readonly string[])[] = [];
  for (const at of [BEFORE, BEFORE + 2 * DAY]) {
    toEnd(archive.purgeDetails(at, []));
    told.push([...(await messagesOf(bench, 'F-2')), ...(await messagesOf(bench, 'F-3'))]);
  }
  expect(told).toEqual([['D', 'D'], ['D']]);
  bench.save([resolved('F-3')]);
  toEnd(archive.purgeDetails(BEFORE, []));
  archive.close();
  expect(bench.store.session.pluck('SELECT count(*) FROM delivery').get()).toBe(0);
  expect((await bench.ask('engine.verify', {})).problems).toEqual([]);
});

const FAMILY = 250;
const family = () => [
  resolved('F-PARENT'),
  ...Array.from({ length: FAMILY }, (_, n) => resolved(`F-${n}`, { parent_id: 'F-PARENT' })),
];

it('moves a large family in slices, after each of which every finding is in one of the two, whole', async () => {
  using bench = readBench();
  bench.save(family());
  const archive = archiveBeside(bench);
  const here = bench.store.session.pluck<[], number>('SELECT count(*) FROM finding');
  const steps = archive.move(BEFORE, BEFORE);
  let [left, slices] = [FAMILY + 1, 0];
  for (let step = steps.next(); step.done !== true; step = steps.next()) {
    const now = here.get() ?? 0;
    expect(left - now).toBeLessThanOrEqual(SLICE);
    if (now === left) continue;
    slices += 1;
    left = now;
    const [{ total: archived }, { problems }] = [
      await bench.ask('findings.page', { filter: { archived: true } }),
      await bench.ask('engine.verify', {}),
    ];
    expect([archived + left, problems]).toEqual([FAMILY + 1, []]);
  }
  archive.close();
  expect([left, slices]).toEqual([0, Math.ceil((FAMILY + 1) / SLICE)]);
  const { children } = await bench.ask('findings.get', { id: 'F-PARENT' });
  expect(children).toHaveLength(FAMILY);
});

it('leaves the parent where it is when one of its family has to stay after all, and goes on another night', async () => {
  using bench = readBench();
  bench.save(family());
  const archive = archiveBeside(bench);
  const here = bench.store.session.pluck<[], number>('SELECT count(*) FROM finding');
  const steps = archive.move(BEFORE, BEFORE);
  for (let done = false; !done && (here.get() ?? 0) > FAMILY - SLICE; ) done = steps.next().done === true;
  const someone = bench.store.session
    .pluck<[], string>("SELECT id FROM finding WHERE id <> 'F-PARENT' ORDER BY rowid LIMIT 1")
    .get();
  bench.save([resolved(someone ?? '', { parent_id: 'F-PARENT', status: 'NEW', resolved_at: null })]);
  const { findings } = toEnd(steps).value;
  archive.close();
  expect(findings).toBeLessThan(FAMILY);
  expect((await bench.ask('findings.get', { id: 'F-PARENT' })).archived).toBe(false);
  expect((await bench.ask('engine.verify', {})).problems).toEqual([]);

  bench.save([resolved(someone ?? '', { parent_id: 'F-PARENT' })]);
  move(bench);
  expect((await bench.ask('findings.get', { id: 'F-PARENT' })).children).toHaveLength(FAMILY);
  expect((await bench.ask('engine.verify', {})).problems).toEqual([]);
});

it('takes what an older backup still has out of the archive in slices, and can be cut off', async () => {
  using bench = readBench();
  bench.save(family());
  const { session } = bench.store;
  // As an older backup would have it: nothing was archived yet, and all of it is in the archive.
  const copy = openStore(archiveOf(bench.file), { migrations: MIGRATIONS, profile: 'durable' });
  copy.transaction(() => copy.findings.save(family()));
  copy.close();
  const first = archiveBeside(bench);
  expect(first.isSettled()).toBe(false);
  const cutOff = first.settle();
  for (let n = 0; n < 3; n += 1) cutOff.next();
  first.close();
  const archive = archiveBeside(bench);
  const { steps } = toEnd(archive.settle());
  expect(steps).toBeGreaterThan((FAMILY + 1 - 8 * SLICE) / (2 * SLICE));
  expect(archive.isSettled()).toBe(true);
  archive.close();
  expect(session.pluck('SELECT count(*) FROM finding').get()).toBe(FAMILY + 1);
  expect((await bench.ask('engine.verify', {})).problems).toEqual([]);
});

it('brings the archive into agreement with a backup that was put back in slices, and begins anew when cut off', async () => {
  using bench = readBench();
  bench.save(family());
  move(bench);
  const { session, state } = bench.store;
  session.transaction(() => {
    session.prepare("DELETE FROM archived_finding WHERE id <> 'F-PARENT'").run();
    state.set('archive.after_restore', '1');
  });
  const first = archiveBeside(bench);
  const cutOff = first.settle();
  for (let n = 0; n < 4; n += 1) cutOff.next();
  first.close();
  const known = session.pluck<[], number>('SELECT count(*) FROM archived_finding');
  expect(known.get()).toBeLessThanOrEqual(1 + 8 * SLICE);
  const archive = archiveBeside(bench);
  expect(archive.isSettled()).toBe(false);
  const { steps } = toEnd(archive.settle());
  expect(steps).toBeGreaterThan(FAMILY / SLICE);
  expect([known.get(), archive.isSettled()]).toEqual([FAMILY + 1, true]);
  archive.close();
  expect((await bench.ask('engine.verify', {})).problems).toEqual([]);
});
