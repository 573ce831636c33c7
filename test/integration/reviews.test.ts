import { describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { localActor } from '#core/model/actor.ts';
import { DAY } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { Caller } from '#main/services/handlers.ts';
import { createReviewQueries } from '#main/services/queries/reviews.ts';
import { createSamples } from '#main/services/reviews/sample.ts';
import { weekOfDate } from '#main/services/reviews/week.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const BOB: Caller = { actor: localActor('bob'), scope: 'all' };
/** A Monday. */
const START = '2026-01-05T08:00:00Z';
const FINDINGS = 60;

/** A week in which sixty findings were resolved, two thirds of them as false. */
async function worked(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(fleetDocument({ sites: 2 }));
  const { handlers } = bench.engine;
  for (let turn = 0; turn < FINDINGS; turn++) {
    const { id } = await handlers['findings.report'](
      { site: `S-${1 + (turn % 2)}`, severity: 'HIGH', category: 'SECURITY', title: 'Gate open', note: 'x' },
      ADA,
    );
    const disposition = turn % 3 === 0 ? 'TRUE_POSITIVE' : 'FALSE_POSITIVE';
    await handlers['findings.resolve']({ ids: [id], disposition, note: 'seen' }, ADA);
  }
  return bench;
}

async function weekOf(
  bench: EngineBench,
  caller: Caller = BOB,
  day?: string,
): Promise<Answer<'reviews.week'>> {
  const reader = openReader(bench.file, MIGRATIONS);
  try {
    const handlers = createReviewQueries({
      readModel: createReadModel(reader.session),
      clock: bench.clock,
      host: { timezone: 'UTC' },
      desks: { onDesks: (rows) => rows },
    });
    return await handlers['reviews.week'](day === undefined ? {} : { day }, caller);
  } finally {
    reader.close();
  }
}

describe('the weekly review', () => {
  it('keeps who looked at what, amends with the reason, and tells how far it is', async () => {
    await using bench = await worked();
    bench.clock.advance(7 * DAY);
    const { handlers } = bench.engine;
    const sample = await weekOf(bench);
    expect(sample).toMatchObject({ week: '2026-01-05', is_over: true, closed: FINDINGS, sample: 3 });
    const [first, second, third] = sample.items.map(({ row }) => row);
    expect(await handlers['reviews.give']({ finding: first?.id ?? '' }, BOB)).toEqual({ agreed: true });
    const was = second?.disposition;
    const amend = { disposition: 'BENIGN', reason: 'The cleaner had a key' } as const;
    expect(await handlers['reviews.give']({ finding: second?.id ?? '', amend }, BOB)).toEqual({
      agreed: false,
    });
    const then = await weekOf(bench);
    expect(then.items.map(({ row }) => row.id)).toEqual(sample.items.map(({ row }) => row.id));
    expect(then.items.map(({ review }) => review && [review.by, review.was, review.became])).toEqual([
      ['local:bob', first?.disposition, first?.disposition],
      ['local:bob', was, 'BENIGN'],
      null,
    ]);
    expect(then.weeks[0]).toEqual({ week: '2026-01-05', sample: 3, reviewed: 2 });
    const { trail, session } = bench.store;
    expect(trail.of('finding', first?.id ?? '').at(-1)).toMatchObject({
      action: 'finding.reviewed',
      actor: { name: 'local:bob' },
    });
    expect(trail.of('finding', second?.id ?? '').at(-1)).toMatchObject({ action: 'finding.amended' });
    expect(session.prepare('SELECT finding_id, was, became, reason FROM amendment').all()).toEqual([
      { finding_id: second?.id, was, became: 'BENIGN', reason: amend.reason },
    ]);
    expect(third?.disposition).not.toBeNull();
  });

  it('has the same sample after somebody amended what is in it', async () => {
    await using bench = await worked();
    bench.clock.advance(7 * DAY);
    const ids = async () => (await weekOf(bench)).items.map(({ row }) => row.id);
    const before = await ids();
    for (const { id } of bench.findings())
      await bench.engine.handlers['findings.amend']({ ids: [id], disposition: 'BENIGN', reason: 'x' }, ADA);
    expect(await ids()).toEqual(before);
  });

  it('refuses what is not in the sample, was seen already, was resolved by the same person, or is of a week that goes on', async () => {
    await using bench = await worked();
    const { handlers } = bench.engine;
    const ids = bench.findings().map(({ id }) => id);
    const give =
      (finding: string, caller = BOB) =>
      async () =>
        handlers['reviews.give']({ finding }, caller);
    await expect(give(ids[0] ?? '')).rejects.toThrow('Its week is not over yet.');
    bench.clock.advance(7 * DAY);
    const sample = new Set((await weekOf(bench)).items.map(({ row }) => row.id));
    const [chosen] = sample;
    const other = ids.find((id) => !sample.has(id));
    await expect(give(other ?? '')).rejects.toThrow('It is not in the sample of the week of 2026-01-05.');
    await expect(give(chosen ?? '', ADA)).rejects.toThrow('You resolved it yourself');
    await give(chosen ?? '')();
    await expect(give(chosen ?? '')).rejects.toThrow('local:bob has looked at it already.');
    await expect(give('F-none')).rejects.toThrow('There is no finding F-none.');
  });

  it('tells at most two hundred that nobody has looked at, in an order by chance, and the others as those are seen', async () => {
    await using bench = await engineBench(START);
    await bench.configure(fleetDocument({ sites: 2 }));
    const resolved_at = bench.clock.now();
    const closed = Array.from({ length: 5_000 }, (_, index) =>
      findingWith({
        ...{ id: `F-${index}`, site: `S-${1 + (index % 2)}`, tenant: 'T-1', client: 'C-1' },
        ...{ status: 'RESOLVED', condition: 'CLEARED', cleared_at: resolved_at, resolved_at },
        ...{ resolved_by: 'local:ada', resolution_note: `note ${index}` },
        disposition: index < 2_500 ? 'BENIGN' : 'FALSE_POSITIVE',
      }),
    );
    bench.store.transaction(() => bench.store.findings.save(closed));
    bench.clock.advance(7 * DAY);
    const first = await weekOf(bench);
    expect(first).toMatchObject({ closed: 5_000, sample: 250, more: true });
    expect(first.weeks[0]).toEqual({ week: '2026-01-05', sample: 250, reviewed: 0 });
    expect(first.items).toHaveLength(200);
    const [one] = first.items;
    expect(one).toMatchObject({ resolved_by: 'local:ada', note: `note ${one?.row.id.slice(2)}` });
    // Sorted by disposition the first fifty would all be of one.
    const benign = first.items.slice(0, 50).filter(({ row }) => row.disposition === 'BENIGN').length;
    expect(benign).toBeGreaterThan(5);
    expect(benign).toBeLessThan(45);
    const limited = await weekOf(bench, { ...BOB, scope: { tenants: [], clients: [], sites: ['S-2'] } });
    expect(limited.more).toBe(false);
    expect(limited.items.length).toBeGreaterThan(80);
    expect(limited.items.every(({ row }) => row.site === 'S-2')).toBe(true);
    for (const { row } of first.items) await bench.engine.handlers['reviews.give']({ finding: row.id }, BOB);
    const then = await weekOf(bench);
    expect(then).toMatchObject({ more: false, weeks: [{ reviewed: 200 }, {}, {}, {}, {}, {}, {}, {}] });
    expect(then.items.filter(({ review }) => review === null)).toHaveLength(50);
  });

  it('lets others have their turn while it draws, and keeps what it has drawn of a week that is over', async () => {
    const asked: [number, number][] = [];
    const turns: number[] = [];
    const { week, from, to } = weekOfDate('2026-01-05', zoneOf('UTC'));
    const samples = createSamples({
      closedIn(first, end) {
        asked.push([first, end]);
        setImmediate(() => turns.push(asked.length));
        return [{ id: `F-${first}`, finding_type: 'X', was: 'BENIGN' }];
      },
      countIn: () => 1,
    });
    const drawn = await samples.of({ week, from, to }, true);
    // Together they are the week, each instant once.
    expect(asked[0]?.[0]).toBe(from);
    expect(asked.at(-1)?.[1]).toBe(to);
    asked.slice(1).forEach(([first], index) => {
      expect(first).toBe(asked[index]?.[1]);
    });
    expect(turns).toEqual(asked.map((_, index) => index + 1));
    expect(drawn).toMatchObject({ closed: asked.length, sample: [expect.any(String), expect.any(String)] });
    const before = asked.length;
    expect(await samples.of({ week, from, to }, true)).toBe(drawn);
    expect(await samples.sizeOf({ week, from, to }, true)).toBe(2);
    expect(asked).toHaveLength(before);
    const next = weekOfDate('2026-01-12', zoneOf('UTC'));
    await samples.of(next, false);
    await samples.of(next, false);
    expect(asked).toHaveLength(3 * before);
  });

  it('shows of the sample what somebody may see, and draws it of everything', async () => {
    await using bench = await worked();
    bench.clock.advance(7 * DAY);
    const whole = await weekOf(bench);
    const limited = await weekOf(bench, { ...BOB, scope: { tenants: [], clients: [], sites: ['S-2'] } });
    expect(limited).toMatchObject({ closed: whole.closed, sample: whole.sample });
    expect(limited.items.map(({ row }) => row.id)).toEqual(
      whole.items.filter(({ row }) => row.site === 'S-2').map(({ row }) => row.id),
    );
    expect((await weekOf(bench, BOB, '2026-01-14')).items).toEqual([]);
    await expect(weekOf(bench, BOB, '2026-02-30')).rejects.toThrow('There is no day 2026-02-30');
  });
});
