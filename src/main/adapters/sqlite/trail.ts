import { createHash } from 'node:crypto';
import {
  GENESIS,
  linkText,
  payloadPart,
  payloadText,
  type TrailLink,
  type TrailPayload,
} from '#core/trail/chain.ts';
import type { TrailEntry, TrailRepo, TrailRow } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Head = { readonly seq: number; readonly hash: string };
/** A trail row as SQLite holds it. */
type Link = TrailLink & Pick<TrailRow, 'entity'>;
/** `kept` is null once the payload was purged. */
export type LinkWithPayload = Link & TrailPayload & { readonly kept: number | null };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashPayload = (payload: TrailPayload): string => sha256(payloadText(payload));
const hashLink = (link: Link): string => sha256(linkText(link));

const LINK =
  't.seq, t.at, t.actor, t.verified, t.action, t.entity, t.entity_id, t.reason, t.payload_hash, t.previous_hash, t.hash';
/** Rows with their payloads, of a table called `t`. */
export const SELECT_TRAIL = `SELECT ${LINK}, p.before, p.after, p.seq AS kept FROM trail t LEFT JOIN trail_payload p ON p.seq = t.seq`;
const PAGE = `${SELECT_TRAIL} WHERE t.seq > ? ORDER BY t.seq LIMIT ?`;
/** Some 12 ms of work. */
const VERIFIED_AT_ONCE = 500;

/** The audit trail: every row carries the hash of the row before it and of its payload. */
export function createTrailRepo(session: Session): TrailRepo {
  const head = session.prepare<[], Head>('SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1');
  const addLink = session.prepare<[Link]>(`
    INSERT INTO trail (seq, at, actor, verified, action, entity, entity_id, reason, payload_hash, previous_hash, hash)
      VALUES (@seq, @at, @actor, @verified, @action, @entity, @entity_id, @reason, @payload_hash, @previous_hash, @hash)`);
  const addPayload = session.prepare<[TrailPayload & { seq: number }]>(
    'INSERT INTO trail_payload (seq, before, after) VALUES (@seq, @before, @after)',
  );
  const ofEntity = session.prepare<[string, string], LinkWithPayload>(
    `${SELECT_TRAIL} WHERE t.entity = ? AND t.entity_id = ? ORDER BY t.seq`,
  );
  const since = session.prepare<[number, number], LinkWithPayload>(PAGE);
  return {
    append(entries) {
      let last = head.get() ?? { seq: 0, hash: GENESIS };
      for (const entry of entries) {
        const payload = { before: payloadPart(entry.before), after: payloadPart(entry.after) };
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

/** A part of a payload that was read. */
export const fromJson = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

function chain(last: Head, entry: TrailEntry, payload: TrailPayload): Link {
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

/** The same for so many rows after one that is known: `done` where there are no more, or one does not fit. */
export function verifyPart(session: Session, after: Head, limit: number) {
  const rows = session.prepare<[number, number], LinkWithPayload>(PAGE).all(after.seq, limit);
  let last = after;
  for (const row of rows) {
    const why = faultOf(row, last);
    if (why !== null) return { last, done: true, first_bad: row.seq, why };
    last = row;
  }
  return {
    last: { seq: last.seq, hash: last.hash },
    ...{ done: rows.length < limit, first_bad: null, why: null },
  };
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
