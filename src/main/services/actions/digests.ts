import { automatic, type Delivery, gather, isRefusal } from '#core/actions/delivery.ts';
import { gathersFor, MOST_IN_DIGEST, recipientOf, STORM_FROM, STORM_SPAN } from '#core/actions/digest.ts';
import type { RoleContact } from '#core/config/desk-notes.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import { type EpochMs, MINUTE } from '#core/model/time.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Store, StoredAction } from '#main/ports/store.ts';
import { type ActionDesk, isUncapped } from './desk.ts';

type Gathering = {
  readonly id: string;
  readonly action: StoredAction;
  readonly contact: RoleContact | null;
  readonly first: Finding;
  readonly before: Delivery | null;
  readonly added: Finding[];
  /** How many it lists with those. */
  size: number;
};

/**
 * Storms: what would reach one recipient beyond so many messages is gathered into one that lists them all (RELIABILITY G4).
 * Whoever calls for help or works alone is never gathered. Inside the transactions of the findings.
 */
export class Digests {
  readonly #desk: ActionDesk;
  readonly #store: Store;
  readonly #randomId: RandomId;
  /** By recipient; written together at the end of the unit of work. */
  readonly #gathering = new Map<string, Gathering[]>();

  constructor(desk: ActionDesk, store: Store, randomId: RandomId) {
    this.#desk = desk;
    this.#store = store;
    this.#randomId = randomId;
  }

  /** True when the finding goes into a digest instead of a message of its own. */
  takes(action: StoredAction, contact: RoleContact | null, finding: Finding, at: EpochMs): boolean {
    if (isUncapped(finding) || !action.on || !this.#desk.rails().automatic) return false;
    const recipient = recipientOf(action.name, contact);
    const open = this.#gathering.get(recipient) ?? [];
    if (open.length === 0 && this.#store.deliveries.toRecipient(recipient, at - STORM_SPAN) < STORM_FROM)
      return false;
    const last = open.at(-1) ?? this.#openOf(recipient, action, contact, finding, at);
    const one = last.size < MOST_IN_DIGEST ? last : this.#begun(action, contact, finding);
    if (one !== open.at(-1)) this.#gathering.set(recipient, [...open, one]);
    one.added.push(finding);
    one.size += 1;
    return true;
  }

  /** Writes what was gathered. True when there was any. */
  write(at: EpochMs): boolean {
    for (const [recipient, all] of this.#gathering) for (const one of all) this.#write(recipient, one, at);
    const wrote = this.#gathering.size > 0;
    this.#gathering.clear();
    return wrote;
  }

  /** Forgets what a unit of work gathered that was not written after all. */
  forget(): void {
    this.#gathering.clear();
  }

  #begun = (action: StoredAction, contact: RoleContact | null, first: Finding): Gathering => ({
    ...{ id: this.#randomId(), action, contact, first, before: null, added: [], size: 0 },
  });

  #openOf(
    recipient: string,
    action: StoredAction,
    contact: RoleContact | null,
    finding: Finding,
    at: EpochMs,
  ): Gathering {
    const before = this.#store.deliveries.gathering(recipient, at);
    const size = before === null ? 0 : this.#store.deliveries.listed(before.id).length;
    const first = before?.finding_id == null ? null : this.#desk.finding(before.finding_id);
    if (before === null || first === null || size >= MOST_IN_DIGEST)
      return this.#begun(action, contact, finding);
    return { id: before.id, action, contact, first, before, added: [], size };
  }

  #write(recipient: string, { id, action, contact, first, before, added }: Gathering, at: EpochMs): void {
    const { deliveries } = this.#store;
    const moment = { by: SYSTEM.name, at };
    // Whoever had a digest lately gathers longer for the next one.
    const next_at = at + gathersFor(before === null && deliveries.hadDigest(recipient, at - STORM_SPAN));
    deliveries.list(
      id,
      added.map((finding) => finding.id),
      at,
    );
    const written = this.#desk.write(action, first, { kind: 'DIGEST', key: id, contact });
    if (written === null) return;
    if (before !== null) {
      const next = gather(before, written, moment);
      if (!isRefusal(next)) this.#desk.save(next, SYSTEM, before);
      return;
    }
    const about = { id, action: action.name, finding_id: first.id, site: null, kind: 'DIGEST' } as const;
    const reason = `More than ${STORM_FROM} messages to one recipient within ${STORM_SPAN / MINUTE} minutes.`;
    this.#desk.save({ ...automatic({ ...about, ...written, contact, recipient, reason }, moment), next_at });
  }
}
