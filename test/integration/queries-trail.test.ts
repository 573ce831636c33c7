import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Input } from '#contract/index.ts';
import { MINUTE } from '#core/model/time.ts';
import { findTrailPage } from '#main/adapters/sqlite/read-model/trail.ts';
import type { TrailEntry } from '#main/ports/store.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
const OURS = { tenants: ['T-1'] };
let bench: ReadBench;

const row = (
  minute: number,
  action: string,
  about: Pick<TrailEntry, 'entity' | 'entity_id'>,
  name = 'local:ada',
): TrailEntry => ({
  ...{ at: START + minute * MINUTE, actor: { name, verified: false }, action, ...about },
  ...{ reason: null, before: null, after: { minute } },
});
const finding = (id: string) => ({ entity: 'finding', entity_id: id }) as const;
const site = (code: string) => ({ entity: 'site', entity_id: code }) as const;

beforeAll(() => {
  bench = readBench(fleetDocument({ sites: 2, tenants: 2 }));
  bench.save([
    findingWith({ id: 'F-OURS' }),
    findingWith({ id: 'F-THEIRS', tenant: 'T-2', site: 'S-2', scope_key: 'S-2' }),
  ]);
  bench.store.transaction(() =>
    bench.store.trail.append([
      row(1, 'finding.opened', finding('F-OURS'), 'system'),
      row(2, 'finding.opened', finding('F-THEIRS'), 'system'),
      row(3, 'finding.acknowledged', finding('F-OURS')),
      row(4, 'site.trail_viewed', site('S-1'), 'Ben'),
      row(5, 'site.trail_viewed', site('S-2'), 'Ben'),
      row(6, 'retention.changed', { entity: 'engine', entity_id: 'retention' }, 'Root'),
    ]),
  );
});
afterAll(() => bench[Symbol.dispose]());

type Filter = NonNullable<Input<'trail.page'>['filter']>;
const found = async (filter: Filter, scope?: typeof OURS) =>
  (await bench.ask('trail.page', { filter }, scope)).rows.map(({ seq }) => seq);

it('comes the newest first, with what chains each row and what it changed', async () => {
  const { rows, next, head } = await bench.ask('trail.page', {});
  expect(rows.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(next).toBeNull();
  expect(head).toEqual(bench.store.trail.head());
  expect(rows[0]).toMatchObject({
    hash: head.hash,
    previous_hash: rows[1]?.hash,
    payload: { after: { minute: 6 } },
  });
});

it.each<[string, Filter, readonly number[]]>([
  ['a name as people say it', { actor: 'ada' }, [3]],
  ['a name as it stands there', { actor: 'local:ada' }, [3]],
  ['an action', { action: 'finding.opened' }, [2, 1]],
  ['the beginning of actions', { action: 'finding.*' }, [3, 2, 1]],
  ['a finding', { finding: 'F-OURS' }, [3, 1]],
  ['a site, with the findings there', { site: 'S-1' }, [4, 3, 1]],
  ['a span', { since: START + 3 * MINUTE, until: START + 5 * MINUTE }, [4, 3]],
  ['several of them', { site: 'S-2', action: 'finding.*' }, [2]],
  ['nobody', { actor: "' OR 1=1 --" }, []],
])('is found by %s', async (_, filter, seqs) => {
  expect(await found(filter)).toEqual(seqs);
});

it('comes a page at a time, and each row once', async () => {
  const seqs: number[] = [];
  for (let before: number | null = null; ; ) {
    const page: Awaited<ReturnType<typeof bench.ask<'trail.page'>>> = await bench.ask('trail.page', {
      before,
      limit: 4,
    });
    seqs.push(...page.rows.map(({ seq }) => seq));
    if (page.next === null) break;
    before = page.next;
  }
  expect(seqs).toEqual([6, 5, 4, 3, 2, 1]);
});

it('shows an account that is limited to a part only what was done to its findings and sites', async () => {
  expect(await found({}, OURS)).toEqual([4, 3, 1]);
  expect(await found({ finding: 'F-THEIRS' }, OURS)).toEqual([]);
  expect(await found({ site: 'S-2' }, OURS)).toEqual([]);
});

it('looks for few rows a stretch at a time, tells how far, and finds each once', () => {
  const ask = (filter: Filter, before: number | null, limit = 10) =>
    findTrailPage(bench.store.session, 'all', { filter, before, limit }, 2);
  const rare = { action: 'finding.opened' };
  const pages = [ask(rare, null), ask(rare, 5), ask(rare, 3)];
  expect(pages.map(({ rows, next }) => [rows.map(({ seq }) => seq), next])).toEqual([
    [[], 5],
    [[], 3],
    [[2, 1], null],
  ]);
  expect(pages.map(({ searched_to }) => searched_to)).toEqual([
    ask({}, 6).rows[0]?.at,
    ask({}, 4).rows[0]?.at,
    null,
  ]);
  // A full page goes on where it ended, and one finding is found wherever its rows are.
  expect(ask({}, null, 1)).toMatchObject({ rows: [{ seq: 6 }], next: 6, searched_to: null });
  expect(ask({ finding: 'F-OURS' }, null).rows.map(({ seq }) => seq)).toEqual([3, 1]);
});
