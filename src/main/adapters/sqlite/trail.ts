import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/kit/hash.ts';
import type { TrailEntry, TrailRepo, TrailRow } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

/** Hash before the first row. */
const GENESIS = '0'.repeat(64);

type Head = { readonly seq: number; readonly hash: string };
type Payload = { readonly before: string | null; readonly after: string | null };
/** A trail row as SQLite holds it. */
type Link = Omit<TrailRow, 'actor' | 'before' | 'after'> & {
  readonly actor: string;
  readonly verified: number;
  readonly payload_hash: string;
};
/** `kept` is null once the payload was purged. */
type LinkWithPayload = Link & Payload & { readonly kept: number | null };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashPayload = ({ before, after }: Payload): string => sha256(canonicalJson([before, after]));
const hashLink = ({ hash: _, ...row }: Link): string => sha256(canonicalJson(row));

const LINK =
  't.seq, t.at, t.actor, t.verified, t.action, t.entity, t.entity_id, t.reason, t.payload_hash, t.previous_hash, t.hash';
const SELECT = `SELECT ${LINK}, p.before, p.after, p.seq AS kept FROM trail t LEFT JOIN trail_payload p ON p.seq = t.seq`;
const PAGE = `${SELECT} WHERE t.seq > ? ORDER BY t.seq LIMIT ?`;
/** Some 12 ms of work. */
const VERIFIED_AT_ONCE = 500;

/** The audit trail: every row carries the hash of the row before it and of its payload. */
export function createTrailRepo(session: Session): TrailRepo {
  const head = session.prepare<[], Head>('SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1');
  const addLink = session.prepare<[Link]>(`
    INSERT INTO trail (seq, at, actor, verified, action, entity, entity_id, reason, payload_hash, previous_hash, hash)
      VALUES (@seq, @at, @actor, @verified, @action, @entity, @entity_id, @reason, @payload_hash, @previous_hash, @hash)`);
  const addPayload = session.prepare<[Payload & { seq: number }]>(
    'INSERT INTO trail_payload (seq, before, after) VALUES (@seq, @before, @after)',
  );
  const ofEntity = session.prepare<[string, string], LinkWithPayload>(
    `${SELECT} WHERE t.entity = ? AND t.entity_id = ? ORDER BY t.seq`,
  );
  const since = session.prepare<[number, number], LinkWithPayload>(PAGE);
  return {
    append(entries) {
      let last = head.get() ?? { seq: 0, hash: GENESIS };
      for (const entry of entries) {
        const payload = { before: toJson(entry.before), after: toJson(entry.after) };
        const link = chain(last, entry, payload);
        addLink.run(link);
        addPayload.run({ seq: link.seq, ...payload });
        last = link;
      }
    },
    head: () => head.get() ?? { seq: 0, hash: GENESIS },
    of: (entity, entityId) => ofEntity.all(entity, entityId).map(toTrailRow),
    since: (after, limit) => since.all(after, limit).map(toTrailRow),
    verify: () => session.snapshot(() => toEnd(verifyTrail(session))),
  };
}

const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : canonicalJson(value);
const fromJson = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

function chain(last: Head, entry: TrailEntry, payload: Payload): Link {
  const { at, actor, action, entity, entity_id, reason } = entry;
  const link = {
    seq: last.seq + 1,
    at,
    actor: actor.name,
    verified: Number(actor.verified),
    action,
    entity,
    entity_id,
    reason,
    payload_hash: hashPayload(payload),
    previous_hash: last.hash,
    hash: '',
  };
  return { ...link, hash: hashLink(link) };
}

function toTrailRow(row: LinkWithPayload): TrailRow {
  const { payload_hash: _, kept: __, verified, actor, before, after, ...link } = row;
  return {
    ...link,
    actor: { name: actor, verified: verified === 1 },
    before: fromJson(before),
    after: fromJson(after),
  };
}

/** Recomputes the chain and yields after every page; rows that are appended meanwhile are read too. */
export function* verifyTrail(session: Session): Generator<void, ReturnType<TrailRepo['verify']>> {
  const since = session.prepare<[number, number], LinkWithPayload>(PAGE);
  const page = (after: number) => since.all(after, VERIFIED_AT_ONCE);
  let last: Head = { seq: 0, hash: GENESIS };
  for (let rows = page(0); rows.length > 0; rows = page(last.seq)) {
    for (const row of rows) {
      const why = faultOf(row, last);
      if (why !== null) return { ok: false, rows: last.seq, head: last.hash, first_bad: row.seq, why };
      last = row;
    }
    yield;
  }
  return { ok: true, rows: last.seq, head: last.hash, first_bad: null, why: null };
}

/** Takes every step at once. */
function toEnd<Result>(steps: Generator<void, Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

function faultOf({ before, after, kept, ...link }: LinkWithPayload, last: Head): string | null {
  if (link.seq !== last.seq + 1) return `row ${last.seq + 1} is missing`;
  if (link.previous_hash !== last.hash) return 'does not continue the row before it';
  if (link.hash !== hashLink(link)) return 'was changed';
  if (kept !== null && link.payload_hash !== hashPayload({ before, after })) return 'its payload was changed';
  return null;
}
