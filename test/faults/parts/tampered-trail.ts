import Database from 'better-sqlite3';
import type { Random } from '#core/kit/random.ts';
import { anchorLine } from '#core/trail/anchors.ts';
import { linkText, payloadText, type TrailLink, type TrailPayload } from '#core/trail/chain.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { tempStore } from '#test/kit/temp-store.ts';

/** Somebody who wants the trail to say something else, and may write to its file. */
export const TRAIL_TAMPERINGS = ['flip', 'drop', 'add', 'reorder', 'cut', 'rewrite'] as const;
export type TrailTampering = (typeof TRAIL_TAMPERINGS)[number];

const ROWS = 200;
/** An anchor for so many rows, and one of the head. */
const ANCHORED = 40;
const AT = Date.parse('2026-01-05T00:00:00Z');

type Row = TrailLink & TrailPayload;

/** A trail as the store wrote it, in memory and without its triggers: whoever tampers takes them away first. */
export type SoundTrail = Disposable & { readonly db: Database.Database; readonly anchors: string };

export function soundTrail(): SoundTrail {
  using temp = tempStore();
  const { store } = temp;
  const anchors: string[] = [];
  for (let index = 1; index <= ROWS; index++) {
    store.transaction(() =>
      store.trail.append([
        {
          ...{ at: AT + index, actor: { name: index % 2 === 0 ? 'local:ada' : 'system', verified: false } },
          ...{
            action: 'finding.noted',
            entity: 'finding',
            entity_id: `F-${index % 9}`,
            reason: `note ${index}`,
          },
          ...{ before: { n: index - 1 }, after: { n: index } },
        },
      ]),
    );
    if (index % ANCHORED === 0 || index === ROWS) anchors.push(anchorLine(AT + index, store.trail.head()));
  }
  const file = new Database(temp.file);
  file.pragma('wal_checkpoint(TRUNCATE)');
  const image = file.serialize();
  file.close();
  // Bytes 18 and 19 say that there is a WAL (SQLite file format 1.3): in memory there is none.
  image.fill(1, 18, 20);
  const db = new Database(image);
  db.pragma('foreign_keys = OFF');
  const triggers = db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .pluck()
    .all();
  for (const name of triggers) db.exec(`DROP TRIGGER "${name}"`);
  return { db, anchors: anchors.join(''), [Symbol.dispose]: () => db.close() };
}

/** One tampering, in a transaction that the caller takes back. */
export function tamperWithTrail(db: Database.Database, kind: TrailTampering, random: Random): void {
  const seq = random.whole(1, ROWS);
  const deeds: Readonly<Record<TrailTampering, () => void>> = {
    flip: () => changeField(db, seq, random),
    // Of the last row it would be a cut.
    drop: () => remove(db, `= ${Math.min(seq, ROWS - 1)}`),
    add: () => insertAfter(db, Math.min(seq, ROWS - 1), random.chance(0.5)),
    reorder: () => swap(db, seq, 1 + (seq % ROWS)),
    cut: () => remove(db, `>= ${seq}`),
    rewrite() {
      db.prepare("UPDATE trail SET reason = 'nothing happened' WHERE seq = ?").run(seq);
      chainAnew(db, seq);
    },
  };
  deeds[kind]();
}

const FIELDS = ['at', 'actor', 'verified', 'action', 'entity_id', 'reason'] as const;
const HASHES = ['payload_hash', 'previous_hash', 'hash'] as const;

function changeField(db: Database.Database, seq: number, random: Random): void {
  const field = random.pick([...FIELDS, ...HASHES, 'before', 'after'] as const);
  if (field === 'before' || field === 'after')
    db.prepare(`UPDATE trail_payload SET ${field} = '{"n":-1}' WHERE seq = ?`).run(seq);
  else if (field === 'at' || field === 'verified')
    db.prepare(`UPDATE trail SET ${field} = ${field} + 1 WHERE seq = ?`).run(seq);
  else db.prepare(`UPDATE trail SET ${field} = substr(${field}, 2) || 'x' WHERE seq = ?`).run(seq);
}

function remove(db: Database.Database, which: string): void {
  db.exec(`DELETE FROM trail_payload WHERE seq ${which}; DELETE FROM trail WHERE seq ${which}`);
}

/** A row that never was; with `anew` everything after it is chained to it. */
function insertAfter(db: Database.Database, seq: number, anew: boolean): void {
  // By way of negative numbers: no two rows may have one number meanwhile.
  for (const table of ['trail', 'trail_payload'])
    db.exec(
      `UPDATE ${table} SET seq = -seq - 1 WHERE seq > ${seq}; UPDATE ${table} SET seq = -seq WHERE seq < 0`,
    );
  db.exec(`INSERT INTO trail SELECT ${seq} + 1, at, actor, verified, 'finding.resolved', entity, entity_id, reason,
    payload_hash, hash, hash FROM trail WHERE seq = ${seq};
    INSERT INTO trail_payload SELECT ${seq} + 1, before, after FROM trail_payload WHERE seq = ${seq}`);
  if (anew) chainAnew(db, seq + 1);
}

function swap(db: Database.Database, a: number, b: number): void {
  for (const table of ['trail', 'trail_payload'])
    db.exec(`UPDATE ${table} SET seq = -1 WHERE seq = ${a}; UPDATE ${table} SET seq = ${a} WHERE seq = ${b};
      UPDATE ${table} SET seq = ${b} WHERE seq = -1`);
}

const sha256 = (text: string) => bundleTools.sha256(new TextEncoder().encode(text));

/** Makes every hash from a row on fit again, as the program itself would. */
function chainAnew(db: Database.Database, from: number): void {
  const rows = db
    .prepare<[number], Row>(
      `SELECT t.seq, t.at, t.actor, t.verified, t.action, t.entity, t.entity_id, t.reason, t.payload_hash, t.previous_hash,
        t.hash, p.before, p.after FROM trail t JOIN trail_payload p ON p.seq = t.seq WHERE t.seq >= ? ORDER BY t.seq`,
    )
    .all(from);
  const write = db.prepare('UPDATE trail SET payload_hash = ?, previous_hash = ?, hash = ? WHERE seq = ?');
  let previous =
    db
      .prepare<[number], string>('SELECT hash FROM trail WHERE seq = ?')
      .pluck()
      .get(from - 1) ?? '0'.repeat(64);
  for (const { before, after, ...row } of rows) {
    const link = { ...row, payload_hash: sha256(payloadText({ before, after })), previous_hash: previous };
    previous = sha256(linkText(link));
    write.run(link.payload_hash, link.previous_hash, previous, row.seq);
  }
}
