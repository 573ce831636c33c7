import { automatic, type Delivery, request } from '#core/actions/delivery.ts';
import { recipientOf } from '#core/actions/digest.ts';
import { whyNotAutomatic, whyNotEscalated } from '#core/actions/guard-rails.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Store } from '#main/ports/store.ts';
import type { ToldRole, WrittenFindings } from '../findings/changes.ts';
import { type ActionDesk, isUncapped } from './desk.ts';
import { Digests } from './digests.ts';

/**
 * What follows from findings without a person, written in the transaction that writes them: messages that the guard-rails let
 * go, and word of the end to whoever was told of the beginning.
 */
export class Automatic {
  readonly #desk: ActionDesk;
  readonly #store: Store;
  readonly #randomId: RandomId;
  readonly #digests: Digests;

  constructor(desk: ActionDesk, store: Store, randomId: RandomId) {
    this.#desk = desk;
    this.#store = store;
    this.#randomId = randomId;
    this.#digests = new Digests(desk, store, randomId);
  }

  /** Inside the transaction of the findings. True when a message was written. */
  follow({ heard, told, ended }: WrittenFindings, at: EpochMs): boolean {
    let wrote = false;
    this.#digests.forget();
    for (const finding of heard) wrote = this.#begin(finding, at) || wrote;
    for (const one of told) wrote = this.#escalate(one, at) || wrote;
    for (const finding of ended)
      for (const message of this.#store.deliveries.ofFinding(finding.id))
        if (mayHaveArrived(message)) wrote = this.end(message, finding, at) || wrote;
    return this.#digests.write(at) || wrote;
  }

  /** Tells the end of a finding to whoever was told of its beginning, once. Inside a transaction. */
  end(told: Delivery, finding: Finding, at: EpochMs): boolean {
    const action = this.#desk.action(told.action);
    // Of what was told among many the end is told on the screens alone: it would be as many messages again.
    if (told.kind === 'RESOLVE' || told.kind === 'DIGEST' || action === null || !action.on) return false;
    const others = this.#store.deliveries.ofFinding(finding.id);
    if (others.some((other) => other.told === told.id && other.state !== 'WITHDRAWN')) return false;
    const id = this.#randomId();
    const { contact } = told;
    const written = this.#desk.write(action, finding, { kind: 'RESOLVE', key: id, contact });
    if (written === null) return false;
    const about = { id, action: action.name, finding_id: finding.id, site: finding.site, contact } as const;
    const message = {
      ...about,
      ...written,
      kind: 'RESOLVE',
      told: told.id,
      reason: 'The finding is over.',
    } as const;
    this.#desk.save(automatic(message, bySystem(at)));
    return true;
  }

  #begin(finding: Finding, at: EpochMs): boolean {
    const runbook = this.#desk.runbookOf(finding);
    const rails = this.#desk.rails();
    if (runbook === null || !runbook.auto_action_enabled || !rails.automatic) return false;
    let wrote = false;
    for (const name of runbook.auto_actions) {
      const action = this.#desk.action(name);
      if (action === null) continue;
      if (this.#knows(name, finding)) continue;
      const lately = isUncapped(finding) ? 0 : this.#desk.lately(name, finding.site, at);
      const known = { rails, action, runbook };
      if (whyNotAutomatic({ ...known, lately: 0 }) !== null) continue;
      if (this.#digests.takes(action, null, finding, at)) continue;
      const hindrance = whyNotAutomatic({ ...known, lately });
      const id = this.#randomId();
      const written = this.#desk.write(action, finding, { kind: 'TRIGGER', key: id });
      if (written === null) continue;
      const about = {
        id,
        action: name,
        finding_id: finding.id,
        site: finding.site,
        kind: 'TRIGGER',
        recipient: recipientOf(name, null),
      } as const;
      const reason = hindrance ?? 'By its runbook.';
      const message = hindrance === null ? automatic : request;
      this.#desk.save(message({ ...about, ...written, reason }, bySystem(at)));
      wrote = true;
    }
    return wrote;
  }

  /** Tells those who stand behind the role, each by the action that is set up for them. */
  #escalate({ finding, role }: ToldRole, at: EpochMs): boolean {
    let wrote = false;
    const rails = this.#desk.rails();
    for (const contact of this.#desk.contactsOf(finding, role)) {
      const action = contact.action === undefined ? null : this.#desk.action(contact.action);
      if (action === null || this.#digests.takes(action, contact, finding, at)) continue;
      const id = this.#randomId();
      const written = this.#desk.write(action, finding, { kind: 'ESCALATION', key: id, contact });
      if (written === null) continue;
      const lately = isUncapped(finding) ? 0 : this.#desk.lately(action.name, finding.site, at);
      const hindrance = whyNotEscalated({ rails, action, lately });
      const message = hindrance === null ? automatic : request;
      const recipient = recipientOf(action.name, contact);
      const about = {
        id,
        action: action.name,
        finding_id: finding.id,
        site: finding.site,
        recipient,
      } as const;
      const reason = `Escalated to ${contact.role}.`;
      this.#desk.save(message({ ...about, ...written, kind: 'ESCALATION', contact, reason }, bySystem(at)));
      wrote = true;
    }
    return wrote;
  }

  /** Whether whoever is behind the action has heard of the beginning, and not yet of an end: a finding that comes back is told again. */
  #knows(name: string, finding: Finding): boolean {
    const others = this.#store.deliveries.ofFinding(finding.id);
    const isEnded = (id: string) => others.some(({ told, state }) => told === id && state === 'SENT');
    return others.some(
      (other) =>
        other.action === name &&
        isTold(other, finding) &&
        (mayHaveArrived(other) || other.state === 'QUEUED' || other.state === 'REQUESTED') &&
        !isEnded(other.id),
    );
  }
}

/** That it began: by a message of its own, or among many. Of what was told among many no end is told: what is raised again is new. */
const isTold = ({ kind, contact, requested_at }: Delivery, { reopened_at }: Finding): boolean =>
  kind === 'TRIGGER' ||
  (kind === 'DIGEST' && contact === null && (reopened_at === null || reopened_at <= requested_at));

/** It arrived, or ended without anybody knowing; what is still tried is looked at when it is settled. */
const mayHaveArrived = ({ state, maybe }: Delivery): boolean =>
  state === 'SENT' || (maybe && (state === 'DEAD' || state === 'EXPIRED' || state === 'WITHDRAWN'));

const bySystem = (at: EpochMs) => ({ by: SYSTEM.name, at });
