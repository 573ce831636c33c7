import { expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import type { Evidence } from '#core/model/evidence.ts';
import { DAY } from '#core/model/time.ts';
import { bucketOf } from '#main/adapters/sqlite/events/buckets.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import { HOLDS } from '#main/services/keeping/holds.ts';
import { archiveOld } from '#test/kit/archive-old.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

/** The night that comes. */
const NIGHT = Date.parse('2026-06-02T03:10:00Z');
const OLD = NIGHT - 800 * DAY;
const YOUNG = NIGHT - 20 * DAY;

function saveFinding({ store }: ReadBench, id: string, resolved_at: number, site = 'S-1'): void {
  store.transaction(() => {
    const ended = { status: 'RESOLVED', condition: 'CLEARED', disposition: 'BENIGN' } as const;
    store.findings.save([findingWith({ id, site, detected_at: resolved_at - DAY, resolved_at, ...ended })]);
    // Safe: what evidence says is not looked at here.
    store.evidence.add({ finding_id: id, capture: 'OPENED', at: resolved_at, evidence: {} as Evidence });
    store.trail.append([
      {
        ...{ at: resolved_at, actor: localActor('ada'), action: 'finding.resolved', entity: 'finding' },
        ...{ entity_id: id, reason: null, before: null, after: { status: 'RESOLVED' } },
      },
    ]);
  });
}

function saveEvents({ session }: OpenStore, at: number, count: number): void {
  const [first, second] = session.pluck<[], number>('SELECT id FROM site ORDER BY code').all();
  session.transaction(() => {
    for (let n = 0; n < count; n += 1) {
      const site = (n % 2 === 0 ? first : second) ?? 0;
      session
        .prepare<[number, number, number, number]>(
          'INSERT INTO event_run (bucket, site_id, stream, ts, key) VALUES (?, ?, 1, ?, ?)',
        )
        .run(bucketOf(at), site, at, n);
      session
        .prepare<[number, number, number]>(
          'INSERT INTO roll5 (bucket, site_id, stream, n, sum) VALUES (?, ?, ?, 1, 1)',
        )
        .run(bucketOf(at), site, n);
    }
  });
}

it('counts what the night that comes will delete, kind by kind, and what holds keep is not counted', async () => {
  using bench = readBench();
  const { store } = bench;
  store.transaction(() => store.state.set('upkeep.retention.due', String(NIGHT)));
  for (const [id, at, site] of [
    ['F-ARCHIVED', OLD, 'S-1'],
    ['F-HERE', OLD + 10 * DAY, 'S-1'],
    ['F-OTHER', OLD + 10 * DAY, 'S-2'],
    ['F-NEW', YOUNG, 'S-1'],
  ] as const)
    saveFinding(bench, id, at, site);
  archiveOld(bench, OLD + DAY);
  saveEvents(store, OLD, 10);
  saveEvents(store, YOUNG, 6);
  const none = { count: 0, more: false };
  const due = await bench.ask('retention.due', {});
  expect(due).toMatchObject({
    ...{ at: NIGHT, events: { count: 10, more: false }, counters: { count: 10, more: false } },
    // Evidence and a row of the trail's payloads of each; what is archived has the latter in both files.
    ...{ details: { count: 6, more: false }, cases: none, reports: none, messages: none },
  });
  expect(due.archive_bytes).toBeGreaterThan(10_000);

  store.transaction(() => {
    const hold = { kind: 'SITE', code: 'S-1', reason: 'Claim', by: 'local:ada', at: NIGHT } as const;
    store.state.set(HOLDS, JSON.stringify([hold]));
  });
  const held = await bench.ask('retention.due', {});
  expect([held.events.count, held.counters.count, held.details.count]).toEqual([5, 5, 2]);
});

it('counts of findings what the last night left, unless a hold was changed since', async () => {
  using bench = readBench();
  const { store } = bench;
  store.transaction(() => store.state.set('upkeep.retention.due', String(NIGHT)));
  saveFinding(bench, 'F-LEFT', OLD);
  saveFinding(bench, 'F-DUE', NIGHT - 731 * DAY);
  const note = (action: string, after: object) =>
    store.transaction(() =>
      store.trail.append([
        {
          ...{ at: NIGHT, actor: localActor('ada'), action, entity: 'engine', entity_id: 'retention' },
          ...{ reason: null, before: null, after },
        },
      ]),
    );
  const counted = async () => (await bench.ask('retention.due', {})).details.count;
  expect(await counted()).toBe(4);
  note('engine.purged', { evidence_before: NIGHT - 732 * DAY });
  expect(await counted()).toBe(2);
  note('retention.released', {});
  expect(await counted()).toBe(4);
});
