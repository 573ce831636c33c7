import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localActor, SYSTEM } from '#core/model/actor.ts';
import type { Store, TrailEntry } from '#main/ports/store.ts';
import { type TempStore, tempStore } from '#test/kit/temp-store.ts';

const entry = (n: number): TrailEntry => ({
  at: 1_000 + n,
  actor: n % 2 === 0 ? SYSTEM : localActor('ada'),
  action: 'finding.acknowledged',
  entity: 'finding',
  entity_id: `F-${n % 3}`,
  reason: n % 2 === 0 ? null : 'seen it',
  before: { status: 'NEW', n },
  after: n === 4 ? null : { status: 'ACKNOWLEDGED', n },
});
const append = (store: Store, ...numbers: number[]): void =>
  store.transaction(() => store.trail.append(numbers.map(entry)));

/** What somebody with the file in hands could do: the triggers do not stop them. */
function tamper(bench: TempStore, sql: string): void {
  const raw = new Database(bench.file);
  raw.pragma('foreign_keys = OFF');
  const triggers = raw
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'trail%'")
    .pluck()
    .all();
  for (const name of triggers) raw.exec(`DROP TRIGGER ${name}`);
  raw.exec(sql);
  raw.close();
}

describe('the audit trail', () => {
  it('continues its chain over restarts and verifies from the first row to the last', () => {
    using bench = tempStore();
    append(bench.store, 1, 2);
    append(bench.store, 3);
    append(bench.reopen(), 4);
    const rows = bench.store.trail.since(0, 10);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(rows.map(({ previous_hash }) => previous_hash)).toEqual([
      '0'.repeat(64),
      ...rows.slice(0, 3).map(({ hash }) => hash),
    ]);
    expect(bench.store.trail.verify()).toEqual({
      ok: true,
      rows: 4,
      head: rows[3]?.hash,
      first_bad: null,
      why: null,
    });
  });

  it('gives back what was done, by whom, to what and why', () => {
    using bench = tempStore();
    append(bench.store, 1, 2, 3, 4);
    expect(bench.store.trail.of('finding', 'F-1')).toMatchObject([entry(1), entry(4)]);
    expect(bench.store.trail.since(2, 1)).toMatchObject([entry(3)]);
    expect(bench.store.trail.of('runbook', 'F-1')).toEqual([]);
  });

  it.each([
    'UPDATE trail SET reason = NULL',
    'DELETE FROM trail',
    "INSERT OR REPLACE INTO trail SELECT seq, at, 'x', verified, action, entity, entity_id, reason, payload_hash, previous_hash, hash FROM trail",
    "UPDATE trail_payload SET after = 'null'",
  ])('lets no statement of the program change it: %s', (sql) => {
    using bench = tempStore();
    append(bench.store, 1, 2);
    const raw = new Database(bench.file);
    raw.pragma('foreign_keys = OFF');
    expect(() => raw.exec(sql)).toThrow('append-only');
    raw.close();
    expect(bench.store.trail.verify()).toMatchObject({ ok: true, rows: 2 });
  });

  it.each([
    ['edited row', "UPDATE trail SET actor = 'local:eve' WHERE seq = 3", 3, 'was changed'],
    ['edited time', 'UPDATE trail SET at = at + 1 WHERE seq = 2', 2, 'was changed'],
    ['edited payload', `UPDATE trail_payload SET after = '{"status":"NEW"}' WHERE seq = 4`, 4, 'payload'],
    ['deleted row', 'DELETE FROM trail WHERE seq = 3', 4, 'row 3 is missing'],
    ['deleted first row', 'DELETE FROM trail WHERE seq = 1', 2, 'row 1 is missing'],
    [
      'closed gap',
      'DELETE FROM trail WHERE seq = 3; UPDATE trail SET seq = seq - 1 WHERE seq = 4; UPDATE trail SET seq = 4 WHERE seq = 5',
      3,
      'does not continue',
    ],
    [
      'swap',
      'UPDATE trail SET seq = 99 WHERE seq = 2; UPDATE trail SET seq = 2 WHERE seq = 3; UPDATE trail SET seq = 3 WHERE seq = 99',
      2,
      'does not continue',
    ],
    [
      'inserted row',
      'INSERT INTO trail SELECT 6, at, actor, verified, action, entity, entity_id, reason, payload_hash, previous_hash, hash FROM trail WHERE seq = 5',
      6,
      'does not continue',
    ],
  ])('names the first bad row after an %s', (_, sql, firstBad, why) => {
    using bench = tempStore();
    append(bench.store, 1, 2, 3, 4, 5);
    tamper(bench, sql);
    const verdict = bench.reopen().trail.verify();
    expect(verdict).toMatchObject({ ok: false, first_bad: firstBad });
    expect(verdict.why).toContain(why);
  });

  it('holds after payloads were purged', () => {
    using bench = tempStore();
    append(bench.store, 1, 2, 3);
    const raw = new Database(bench.file);
    raw.exec('DELETE FROM trail_payload WHERE seq < 3');
    raw.close();
    expect(bench.store.trail.verify()).toMatchObject({ ok: true, rows: 3 });
    expect(bench.store.trail.since(0, 1)).toMatchObject([{ before: null, after: null }]);
  });

  it('shows by its head that its tail was cut: the head is not the one that was noted', () => {
    using bench = tempStore();
    append(bench.store, 1, 2, 3);
    const { head } = bench.store.trail.verify();
    tamper(bench, 'DELETE FROM trail WHERE seq = 3');
    expect(bench.reopen().trail.verify().head).not.toBe(head);
  });

  it('finds any change of any field of any row', () => {
    using bench = tempStore();
    append(bench.store, ...Array.from({ length: 20 }, (_, n) => n));
    const fields = [
      'at',
      'actor',
      'verified',
      'action',
      'entity',
      'entity_id',
      'reason',
      'payload_hash',
    ] as const;
    tamper(bench, 'SELECT 1');
    const store = bench.reopen();
    const raw = new Database(bench.file);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.constantFrom(...fields), (seq, field) => {
        const old = raw
          .prepare<[number], unknown>(`SELECT ${field} FROM trail WHERE seq = ?`)
          .pluck()
          .get(seq);
        const update = raw.prepare(`UPDATE trail SET ${field} = ? WHERE seq = ?`);
        update.run(typeof old === 'number' ? old + 1 : `${old ?? ''}x`, seq);
        const verdict = store.trail.verify();
        update.run(old, seq);
        expect(verdict).toMatchObject({ ok: false, first_bad: seq });
      }),
    );
    raw.close();
    expect(store.trail.verify().ok).toBe(true);
  });
});
