import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import { SECOND, toIso } from '#core/model/time.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench } from '#test/kit/intake-bench.ts';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await intakeBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const began = Date.now() - 3_600 * SECOND;
const phoneLine = (site: string, index = 0, fields: object = {}) =>
  JSON.stringify({ type: 'phone_event', site, ts: toIso(began + index * SECOND), kind: 'app', ...fields });
const ingest = (lines: readonly string[], file = 'day.ndjson') =>
  bench.engine.handlers['telemetry.ingest']({ file, first_line: 1, text: `${lines.join('\n')}\n` }, ADA);
/** Four sites: S-4 belongs to T-2. `site` says what is special about each. */
const configure = (site: Parameters<typeof fleetDocument>[0] = {}) =>
  bench.engine.handlers['configuration.import'](
    {
      files: [{ name: 'fleet.json', text: JSON.stringify(fleetDocument({ sites: 4, tenants: 2, ...site })) }],
      dry_run: false,
      deactivate_missing: false,
    },
    ADA,
  );
const retry = (choice = {}, caller = ADA) => bench.engine.handlers['quarantine.retry'](choice, caller);
const discard = (choice: object, because: string, caller = ADA) =>
  bench.engine.handlers['quarantine.discard']({ ...choice, because }, caller);

/** Delivers by HTTP with a key of T-1. */
async function send(path: string, body: string): Promise<void> {
  const address = await bench.openHttp();
  const headers = { authorization: `Bearer ${await bench.addKey('radio', 'T-1')}` };
  await fetch(`${address}/ingest/v1/${path}`, { method: 'POST', headers, body });
}

type Line = {
  readonly id: number;
  readonly reason: string;
  readonly detail: string;
  readonly source: string | null;
  readonly tenant: string | null;
};
const listed = () => bench.rows<Line>('SELECT * FROM quarantine ORDER BY id');
const stored = () =>
  bench.rows<{ n: number }>(
    'SELECT count(*) AS n FROM (SELECT key FROM event_hot UNION ALL SELECT key FROM event_run)',
  )[0]?.n;
const trail = (action: string) =>
  bench.rows<{ actor: string; reason: string | null; after: string }>(
    `SELECT actor, reason, "after" FROM trail JOIN trail_payload USING (seq) WHERE action = '${action}'`,
  );

describe('a refused line', () => {
  it('is taken in once its site is configured, leaves the list with that, and counts once', async () => {
    await ingest([phoneLine('S-4'), phoneLine('S-9')]);
    expect(await retry()).toEqual({ accepted: 0, duplicates: 0, remaining: 2 });
    await configure();
    expect(await retry()).toEqual({ accepted: 1, duplicates: 0, remaining: 1 });
    expect(listed()).toMatchObject([{ reason: 'UNKNOWN_SITE', detail: 'no site S-9 is configured' }]);
    await ingest([phoneLine('S-4')]);
    expect(stored()).toBe(1);
    expect(bench.rows('SELECT code FROM source')).toEqual([{ code: 'file:day' }]);
  });

  it('that was known already leaves the list as a duplicate', async () => {
    await ingest([phoneLine('S-4')]);
    await configure();
    await ingest([phoneLine('S-4')], 'other.ndjson');
    expect(await retry()).toEqual({ accepted: 0, duplicates: 1, remaining: 0 });
    expect(listed()).toEqual([]);
    expect(stored()).toBe(1);
  });

  it('of a sender of one tenant never gets to a site of another, whoever retries it', async () => {
    await send('events', `${phoneLine('S-2')}\n${phoneLine('S-3', 1, { kind: 5 })}\n`);
    expect(listed()).toMatchObject([
      { reason: 'INVALID', source: 'radio', tenant: 'T-1' },
      { reason: 'UNKNOWN_SITE', source: 'radio', tenant: 'T-1' },
    ]);
    expect(await retry()).toEqual({ accepted: 0, duplicates: 0, remaining: 2 });
    expect(stored()).toBe(0);
  });

  it('that still cannot be read stays, and says why', async () => {
    await ingest(['{"type":"phone_event","site":"S-1"}']);
    const [before] = listed();
    bench.store.transaction(() => bench.store.quarantine.explain(before?.id ?? 0, 'FUTURE', 'old words'));
    expect(await retry()).toEqual({ accepted: 0, duplicates: 0, remaining: 1 });
    expect(listed()).toEqual([before]);
  });

  it('that calls for help is not raised a second time while it stays refused', async () => {
    const call = JSON.stringify({ type: 'check_in', status: 'DURESS', site: 'S-9', ts: toIso(began) });
    await ingest([call]);
    const raised = () => bench.rows("SELECT id, occurrences FROM finding WHERE finding_type = 'DURESS'");
    const before = raised();
    expect(before).toHaveLength(1);
    await retry();
    expect(raised()).toEqual(before);
  });

  it('of a device finds it by every name that its app gave', async () => {
    const record = { _type: 'location', tst: Math.floor(began / SECOND), lat: 52.52, lon: 13.4, tid: 'AB' };
    await send('owntracks', JSON.stringify({ ...record, topic: 'owntracks/anna/phone' }));
    expect(listed()).toMatchObject([{ reason: 'UNKNOWN_SITE' }]);
    await configure({
      site: (index) => (index === 0 ? { devices: [{ code: 'D-1', kind: 'phone', external_id: 'AB' }] } : {}),
    });
    expect(await retry()).toEqual({ accepted: 1, duplicates: 0, remaining: 0 });
  });
});

describe('many refused lines', () => {
  it('are taken in in parts, each once, also by two people at once', async () => {
    await ingest(Array.from({ length: 1_234 }, (_, index) => phoneLine('S-4', index)));
    await configure();
    const both = await Promise.all([retry(), retry()]);
    expect(both.map(({ accepted }) => accepted).reduce((sum, each) => sum + each)).toBe(1_234);
    expect([listed(), stored()]).toEqual([[], 1_234]);
    const told = trail('quarantine.retried').map(({ after }) => JSON.parse(after).lines);
    expect(told.reduce((sum, each) => sum + each)).toBe(1_234);
  });

  it('are chosen by number, reason and source', async () => {
    await ingest([phoneLine('S-9'), 'nonsense'], 'a.ndjson');
    await ingest([phoneLine('S-8')], 'b.ndjson');
    expect(await discard({ reason: 'UNKNOWN_SITE', source: 'file:a' }, 'a test')).toEqual({ discarded: 1 });
    const [nonsense, other] = listed();
    expect([nonsense?.reason, other?.source]).toEqual(['INVALID', 'file:b']);
    expect(await discard({ ids: [nonsense?.id ?? 0] }, 'a test')).toEqual({ discarded: 1 });
    expect(listed()).toEqual([other]);
  });

  it('are discarded for a reason that the trail keeps, without what they say', async () => {
    await ingest([phoneLine('S-9', 0, { person: 'G-77' })]);
    await discard({}, 'The site was given up.');
    expect(trail('quarantine.discarded')).toEqual([
      { actor: 'local:ada', reason: 'The site was given up.', after: '{"lines":1,"of":["file:day"]}' },
    ]);
  });

  it('of other tenants are left alone', async () => {
    await configure();
    const future = toIso(Date.now() + 3_600 * SECOND);
    await ingest([phoneLine('S-1', 0, { ts: future }), phoneLine('S-2', 0, { ts: future }), 'nonsense']);
    const ours = { actor: localActor('eve'), scope: { tenants: ['T-1'] } };
    expect(await discard({}, 'a test', ours)).toEqual({ discarded: 1 });
    expect(listed().map(({ reason }) => reason)).toEqual(['INVALID', 'FUTURE']);
  });
});
