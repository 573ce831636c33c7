import type { Telling } from '#core/model/escalation.ts';
import type { ClosedKey, FindingKey, FindingRepo } from '#main/ports/store.ts';
import { selectOf, upsertOf, writtenColumns } from './columns.ts';
import { type FindingRecord, toFinding, toRecord } from './finding-row.ts';
import { closedKey, finding, telling } from './schema/index.ts';
import type { Session } from './statements.ts';

const KEY = ['scope', 'scope_key', 'finding_type', 'subject'] as const;
const HAS_KEY = KEY.map((column) => `${column} = @${column}`).join(' AND ');

/** `+` keeps the planner on the small index of open findings instead of walking all of them in order. */
export const UNRESOLVED = `${selectOf(finding)} WHERE status <> 'RESOLVED' ORDER BY +detected_at, +id`;
/** Those in the archive count: an id is given once. */
export const COUNT_SAME = `SELECT (SELECT count(*) FROM finding WHERE ${HAS_KEY} AND condition_started_at = @start)
    + (SELECT count(*) FROM archived_finding WHERE ${HAS_KEY} AND condition_started_at = @start)`;
/** Touches no column of an index. */
export const TOUCH = `UPDATE finding SET occurrences = @occurrences, last_seen_at = @last_seen_at, clean_audits = @clean_audits,
    revision = @revision WHERE id = @id`;
export const EXISTS = `SELECT 1 WHERE EXISTS (SELECT 1 FROM finding WHERE ${HAS_KEY})
    OR EXISTS (SELECT 1 FROM archived_finding WHERE ${HAS_KEY})`;

const INSERT_TELLING = `INSERT INTO telling (${writtenColumns(telling).join(', ')})
    VALUES (${writtenColumns(telling)
      .map((column) => `@${column}`)
      .join(', ')})`;

/** Who was told of a finding, the first first. */
export const tellingsOf = (session: Session, findingId: string): readonly Telling[] =>
  session
    .prepare<[string], Telling>(`${selectOf(telling)} WHERE finding_id = ? ORDER BY at, round, role, times`)
    .all(findingId);

type Touched = 'occurrences' | 'last_seen_at' | 'clean_audits' | 'revision';

/** Findings by their id and by their natural key, and the keys that people closed. */
export function createFindingRepo(session: Session): FindingRepo {
  const unresolved = session.prepare<[], FindingRecord>(UNRESOLVED);
  const get = session.prepare<[string], FindingRecord>(`${selectOf(finding)} WHERE id = ?`);
  const save = session.prepare<[FindingRecord]>(upsertOf(finding, ['id']));
  const touch = session.prepare<[Pick<FindingRecord, 'id' | Touched>]>(TOUCH);
  const countSame = session.pluck<[FindingKey & { start: number }], number>(COUNT_SAME);
  const exists = session.pluck<[FindingKey], number>(EXISTS);
  const tell = session.prepare<[Telling]>(INSERT_TELLING);
  const closed = session.prepare<[], ClosedKey>(selectOf(closedKey));
  const close = session.prepare<[ClosedKey]>(upsertOf(closedKey, KEY));
  const reopen = session.prepare<[FindingKey]>(`DELETE FROM closed_key WHERE ${HAS_KEY}`);
  return {
    unresolved: () => unresolved.all().map(toFinding),
    get(id) {
      const record = get.get(id);
      return record === undefined ? null : toFinding(record);
    },
    save(findings) {
      for (const one of findings) save.run(toRecord(one));
    },
    touch(findings) {
      for (const { id, occurrences, last_seen_at, clean_audits, revision } of findings) {
        touch.run({ id, occurrences, last_seen_at, clean_audits, revision });
      }
    },
    countSame: (key, start) => countSame.get({ ...key, start }) ?? 0,
    exists: (key) => exists.get(key) !== undefined,
    tell(tellings) {
      for (const one of tellings) tell.run(one);
    },
    tellings: (id) => tellingsOf(session, id),
    closed: () => closed.all(),
    close: (key) => void close.run(key),
    reopenKey: (key) => void reopen.run(key),
  };
}
