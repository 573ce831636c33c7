import type { Hold } from '#core/model/hold.ts';
import type { EpochMs } from '#core/model/time.ts';
import { type Held, heldBy } from '../held.ts';
import type { Session } from '../statements.ts';
import { createHandOn } from './gathered.ts';

type Place = { readonly id: string; readonly detected_at: EpochMs };
type Row = Place & { readonly goes: number };

const AT_ONCE = 100;
const AMONG = 'SELECT value FROM json_each(?)';
const UNDER_WAY = "('REQUESTED', 'QUEUED', 'SENDING')";
/** Held and open ones are read over: a pause comes after so many rows, whichever they are. */
const PAGE = `
  SELECT id, detected_at, (status = 'RESOLVED' AND resolved_at < @before
     AND id NOT IN (SELECT value FROM json_each(@findings))
     AND (site IS NULL OR site NOT IN (SELECT value FROM json_each(@sites)))
     AND NOT EXISTS (SELECT 1 FROM json_each(@people) p
       WHERE subject = 'person:' || p.value OR substr(subject, 1, length(p.value) + 8) = 'person:' || p.value || '@')) AS goes
   FROM finding INDEXED BY finding_detected
   WHERE (detected_at, id) > (@detected_at, @id) AND detected_at < @before ORDER BY detected_at, id LIMIT ${AT_ONCE}`;
/** What says who and where. Messages that are under way stay until they have arrived. */
const PAYLOADS = `DELETE FROM trail_payload WHERE seq IN (SELECT seq FROM trail WHERE entity = 'finding' AND entity_id IN (${AMONG}))`;
const DETAILS = [
  `DELETE FROM evidence WHERE finding_id IN (${AMONG})`,
  `DELETE FROM dispatch WHERE finding_id IN (${AMONG})`,
  `DELETE FROM delivery WHERE finding_id IN (${AMONG}) AND state NOT IN ${UNDER_WAY}`,
  `DELETE FROM digested WHERE finding_id IN (${AMONG})
      AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.id = digested.delivery_id AND d.state IN ${UNDER_WAY})`,
  PAYLOADS,
];

/**
 * Deletes the evidence, dispatches, messages and payloads of the trail of findings that were resolved before an instant, from the database
 * and its archive, unless a hold is about them. The findings themselves stay, and so does the chain of the trail.
 */
export function* purgeDetails(
  live: Session,
  archive: Session | null,
  { before, holds }: { readonly before: EpochMs; readonly holds: readonly Hold[] },
): Generator<void, number> {
  const held = heldBy(live, holds);
  const forget = live.prepare<[string]>(
    `UPDATE archived_finding SET details_sha256 = NULL WHERE id IN (${AMONG}) AND details_sha256 IS NOT NULL`,
  );
  const payloads = live.prepare<[string]>(PAYLOADS);
  // What is missing in the archive must be known here first: cut off in between, nothing is taken for lost.
  const expected = (ids: string) =>
    live.transaction(() => forget.run(ids).changes + payloads.run(ids).changes);
  const nothing = () => 0;
  let deleted = yield* purgeOne(live, { before, held }, nothing);
  if (archive !== null) deleted += yield* purgeOne(archive, { before, held }, expected);
  return deleted;
}

function* purgeOne(
  session: Session,
  { before, held }: { readonly before: EpochMs; readonly held: Held },
  first: (ids: string) => number,
): Generator<void, number> {
  const { findings, people, sites } = held;
  const page = session.prepare<
    [Place & { before: EpochMs; findings: string; people: string; sites: string }],
    Row
  >(PAGE);
  const handOn = createHandOn(session);
  const statements = DETAILS.map((sql) => session.prepare<[string]>(sql));
  let last: Place = { id: '', detected_at: Number.MIN_SAFE_INTEGER };
  let deleted = 0;
  for (;;) {
    const rows = page.all({ ...last, before, findings, people, sites });
    const newest = rows.at(-1);
    if (newest === undefined) return deleted;
    const ids = JSON.stringify(rows.flatMap(({ id, goes }) => (goes === 1 ? [id] : [])));
    first(ids);
    deleted += session.transaction(() => {
      handOn(ids);
      return statements.reduce((sum, statement) => sum + statement.run(ids).changes, 0);
    });
    last = { id: newest.id, detected_at: newest.detected_at };
    yield;
  }
}
