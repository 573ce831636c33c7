import { type Delivery, wakesAt } from '#core/actions/delivery.ts';
import type { DigestItem } from '#core/actions/digest.ts';
import type { ActionRepo, DeliveryRepo, StoredAction } from '#main/ports/store.ts';
import { selectOf, upsertOf } from './columns.ts';
import { action as actionTable, delivery as deliveryTable } from './schema/index.ts';
import type { Session } from './statements.ts';

type ActionRow = Omit<StoredAction, 'means' | 'on'> & { readonly means: string; readonly on: number };

/** As many messages wait for a person or their turn at most as are looked through at once. */
const MOST = 1_000;

/** Reads what Vigil may do outside of itself, on any connection. */
export function createActionReads(session: Session): Pick<ActionRepo, 'all' | 'get'> {
  const all = session.prepare<[], ActionRow>(`${selectOf(actionTable)} ORDER BY name`);
  const get = session.prepare<[string], ActionRow>(`${selectOf(actionTable)} WHERE name = ?`);
  return {
    all: () => all.all().map(toAction),
    get(name) {
      const row = get.get(name);
      return row === undefined ? null : toAction(row);
    },
  };
}

export function createActionRepo(session: Session): ActionRepo {
  const save = session.prepare<[ActionRow]>(upsertOf(actionTable, ['name']));
  return {
    ...createActionReads(session),
    save: ({ means, on, ...action }) =>
      void save.run({ ...action, means: JSON.stringify(means), on: Number(on) }),
  };
}

// safe: only `save` writes these rows
const toAction = ({ means, on, ...row }: ActionRow): StoredAction => ({
  ...row,
  means: JSON.parse(means),
  on: on === 1,
});

export type DeliveryRow = Omit<
  Delivery,
  'content' | 'authors' | 'approval' | 'last' | 'maybe' | 'settled' | 'contact'
> & {
  readonly content: string;
  readonly authors: string;
  readonly approval: string | null;
  readonly last: string | null;
  readonly maybe: number;
  readonly settled: string | null;
  readonly contact: string | null;
  readonly automatic: number;
  readonly wakes_at: number | null;
};

/** The columns of a message, for a query of its own. */
export const DELIVERIES = selectOf(deliveryTable);

// safe: only `save` writes these rows
export const toDelivery = ({ automatic: _, wakes_at: __, ...row }: DeliveryRow): Delivery => ({
  ...row,
  content: JSON.parse(row.content),
  authors: JSON.parse(row.authors),
  approval: row.approval === null ? null : JSON.parse(row.approval),
  last: row.last === null ? null : JSON.parse(row.last),
  maybe: row.maybe === 1,
  settled: row.settled === null ? [] : JSON.parse(row.settled),
  contact: row.contact === null ? null : JSON.parse(row.contact),
});

type Digests = Pick<DeliveryRepo, 'toRecipient' | 'hadDigest' | 'gathering' | 'list' | 'listed'>;

/** What went to one recipient, and the digests that gather what would be too much. */
function createDigestRepo(session: Session): Digests {
  const toRecipient = session.pluck<[string, number], number>(
    "SELECT count(*) FROM delivery WHERE recipient = ? AND requested_at > ? AND kind <> 'RESOLVE'",
  );
  const hadDigest = session.pluck<[string, number], number>(
    "SELECT 1 FROM delivery WHERE recipient = ? AND requested_at > ? AND kind = 'DIGEST' LIMIT 1",
  );
  const gathering = session.prepare<[string, number], DeliveryRow>(
    `${DELIVERIES} WHERE recipient = ? AND kind = 'DIGEST' AND state = 'QUEUED' AND last IS NULL AND next_at > ?
      ORDER BY requested_at DESC, id LIMIT 1`,
  );
  const list = session.prepare<[string, string, number]>('INSERT OR IGNORE INTO digested VALUES (?, ?, ?)');
  const listed = session.prepare<[string], DigestItem>(
    `SELECT DISTINCT f.id, f.site, f.title FROM digested d JOIN finding f ON f.id = d.finding_id
      WHERE d.delivery_id = ? ORDER BY f.id`,
  );
  return {
    toRecipient: (recipient, since) => toRecipient.get(recipient, since) ?? 0,
    hadDigest: (recipient, since) => hadDigest.get(recipient, since) !== undefined,
    gathering(recipient, at) {
      const row = gathering.get(recipient, at);
      return row === undefined ? null : toDelivery(row);
    },
    list(digest, findings, at) {
      for (const finding of findings) list.run(digest, finding, at);
    },
    listed: (digest) => listed.all(digest),
  };
}

/** What carries kept reports, and the files that are carried. */
function createCarried(session: Session): Pick<DeliveryRepo, 'lastLike' | 'attach' | 'attached'> {
  const lastLike = session.prepare<[string], DeliveryRow>(
    `${DELIVERIES} WHERE report_id IN (
        SELECT other.id FROM report own JOIN report other ON other.scope = own.scope AND other.kind = own.kind
         WHERE own.id = ?)
      ORDER BY requested_at DESC, id LIMIT 1`,
  );
  const attach = session.prepare<[string, Uint8Array]>('INSERT OR IGNORE INTO attachment VALUES (?, ?)');
  return {
    lastLike(reportId) {
      const row = lastLike.get(reportId);
      return row === undefined ? null : toDelivery(row);
    },
    attach: (sha256, bytes) => void attach.run(sha256, bytes),
    attached: createAttachmentReads(session),
  };
}

/** The bytes under a SHA-256. */
export function createAttachmentReads(session: Session): DeliveryRepo['attached'] {
  const attached = session.pluck<[string], Uint8Array>('SELECT bytes FROM attachment WHERE sha256 = ?');
  return (sha256) => attached.get(sha256) ?? null;
}

/** The messages to other machines. */
export function createDeliveryRepo(session: Session): DeliveryRepo {
  const get = session.prepare<[string], DeliveryRow>(`${DELIVERIES} WHERE id = ?`);
  const save = session.prepare<[DeliveryRow]>(upsertOf(deliveryTable, ['id']));
  const ofFinding = session.prepare<[{ readonly id: string }], DeliveryRow>(
    `${DELIVERIES} WHERE (finding_id = @id AND kind <> 'DIGEST')
      OR id IN (SELECT delivery_id FROM digested WHERE finding_id = @id) ORDER BY requested_at, id`,
  );
  const openOf = session.prepare<[string], DeliveryRow>(
    `${DELIVERIES} WHERE action = ? AND state IN ('REQUESTED', 'QUEUED') ORDER BY requested_at, id`,
  );
  const due = session.prepare<[number, number], DeliveryRow>(
    `${DELIVERIES} WHERE wakes_at <= ? ORDER BY wakes_at, id LIMIT ?`,
  );
  const inState = session.prepare<[string, number], DeliveryRow>(
    `${DELIVERIES} WHERE state = ? ORDER BY requested_at, id LIMIT ?`,
  );
  const next = session.prepare<[], { readonly at: number | null }>(
    'SELECT min(wakes_at) AS at FROM delivery',
  );
  const automaticSince = session.prepare<[string | null, string, number], { readonly n: number }>(
    "SELECT count(*) AS n FROM delivery WHERE site IS ? AND action = ? AND requested_at > ? AND automatic = 1 AND kind <> 'RESOLVE'",
  );
  return {
    ...createDigestRepo(session),
    ...createCarried(session),
    get(id) {
      const row = get.get(id);
      return row === undefined ? null : toDelivery(row);
    },
    save: (delivery) =>
      void save.run({
        ...delivery,
        content: JSON.stringify(delivery.content),
        authors: JSON.stringify(delivery.authors),
        approval: delivery.approval === null ? null : JSON.stringify(delivery.approval),
        last: delivery.last === null ? null : JSON.stringify(delivery.last),
        maybe: Number(delivery.maybe),
        settled: delivery.settled.length === 0 ? null : JSON.stringify(delivery.settled),
        contact: delivery.contact === null ? null : JSON.stringify(delivery.contact),
        automatic: Number(delivery.approval?.automatic ?? false),
        wakes_at: wakesAt(delivery),
      }),
    openOf: (action) => openOf.all(action).map(toDelivery),
    ofFinding: (id) => ofFinding.all({ id }).map(toDelivery),
    due: (at, limit) => due.all(at, limit).map(toDelivery),
    inState: (state) => inState.all(state, MOST).map(toDelivery),
    nextAt: () => next.get()?.at ?? null,
    automaticSince: (action, site, since) => automaticSince.get(site, action, since)?.n ?? 0,
  };
}
