import type { RoleContact } from '#core/config/desk-notes.ts';
import type { DeliveryState } from '#core/model/action.ts';
import type { StoredFinding, ToldOf } from '#main/ports/read-model.ts';
import { tellingsOf } from '../findings.ts';
import type { Session } from '../statements.ts';

type Row = {
  readonly action: string;
  readonly contact: string;
  readonly state: DeliveryState;
  readonly outcome: string | null;
  readonly requested_at: number;
};
/** A message is written in the transaction of its telling: the two have one instant. */
const MESSAGES = `SELECT action, contact, state, coalesce(note, last ->> '$.outcome') AS outcome, requested_at
    FROM delivery WHERE finding_id = @id AND kind = 'ESCALATION' AND contact IS NOT NULL
    UNION ALL SELECT action, contact, state, coalesce(note, last ->> '$.outcome'), d.at
    FROM digested d JOIN delivery ON delivery.id = d.delivery_id WHERE d.finding_id = @id AND contact IS NOT NULL
    ORDER BY requested_at`;

/** Who was told of a finding, the first first, and what became of the messages that told them. */
export function findTellings(session: Session, findingId: string): readonly ToldOf[] {
  const messages = session
    .prepare<[{ readonly id: string }], Row>(MESSAGES)
    .all({ id: findingId })
    // safe: only the repository of deliveries writes this column
    .map(({ contact, ...row }) => ({ ...row, contact: JSON.parse(contact) as RoleContact }));
  return tellingsOf(session, findingId).map(({ finding_id: _, ...telling }) => ({
    ...telling,
    messages: messages
      .filter(({ contact, requested_at }) => contact.role === telling.role && requested_at === telling.at)
      .map(({ action, contact, state, outcome }) => ({ action, to: contact.name ?? null, state, outcome })),
  }));
}

type Message = StoredFinding['messages'][number];

/** So many messages of a finding are shown with it. */
const MOST_MESSAGES = 50;

/** What was or is to be done outside about a finding, the newest first; what told an escalation is shown with that. */
export const findMessages = (session: Session, findingId: string): Message[] =>
  session
    .prepare<[{ readonly id: string; readonly limit: number }], Message>(
      `SELECT d.id, d.action, coalesce(a.title, d.action) AS action_title, d.kind, d.state, d.moved_at AS at,
          coalesce(d.note, d.last ->> '$.outcome') AS outcome
        FROM delivery d LEFT JOIN action a ON a.name = d.action
        WHERE ((d.finding_id = @id AND d.kind <> 'DIGEST') OR d.id IN (SELECT delivery_id FROM digested WHERE finding_id = @id))
          AND NOT (d.kind IN ('ESCALATION', 'DIGEST') AND d.contact IS NOT NULL)
        ORDER BY d.requested_at DESC, d.id LIMIT @limit`,
    )
    .all({ id: findingId, limit: MOST_MESSAGES });
