import { type Content, contentHash, contentOf, reportContent } from '#core/actions/content.ts';
import { type Delivery, rewrite, type Surroundings } from '#core/actions/delivery.ts';
import { whyNotAutomatic, whyNotEscalated } from '#core/actions/guard-rails.ts';
import { escalationContacts, type RoleContact } from '#core/config/desk-notes.ts';
import type { ClientDocument, SiteDocument, TenantDocument } from '#core/config/document.ts';
import type { Action, MessageKind } from '#core/model/action.ts';
import { type Actor, SYSTEM } from '#core/model/actor.ts';
import { type Finding, isNeverSilenced } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { type EpochMs, HOUR } from '#core/model/time.ts';
import type { StoredAction, TrailEntry } from '#main/ports/store.ts';
import type { EngineContext } from '../engine/context.ts';
import { digestFacts, factsOf, type MessageFacts, overSince } from './facts.ts';
import { readRails } from './rails.ts';

/** What the parts of the actions share: what is set up, how it stands around a message, and the one way to write one. */
export class ActionDesk {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  get #store() {
    return this.#context.world.store;
  }

  rails() {
    return readRails(this.#store.state.get);
  }

  /** The action as it is set up; null: there is none, or not any more. */
  action(name: string): StoredAction | null {
    const action = this.#store.actions.get(name);
    return action === null || action.removed_at !== null ? null : action;
  }

  finding(id: string): Finding | null {
    return this.#context.book.byId(id) ?? this.#store.findings.get(id);
  }

  runbookOf({ runbook }: Finding): Runbook | null {
    return runbook && this.#store.runbooks.get(runbook.finding_type, runbook.version);
  }

  /** What the action says about a finding; null: nothing. */
  write(action: Action, finding: Finding, message: MessageFacts): Written | null {
    const site = finding.site === null ? null : this.#context.siteOf(finding.site);
    const own = factsOf(finding, site, this.runbookOf(finding)?.title ?? '', message);
    const facts =
      message.kind === 'DIGEST' ? digestFacts(own, this.#store.deliveries.listed(message.key)) : own;
    const content = contentOf(action, message.kind, facts);
    return content && { content, hash: contentHash(action, content) };
  }

  /** Who stands behind a role that a finding is escalated to, as its site is set up now. */
  contactsOf(finding: Finding, role: string): readonly RoleContact[] {
    const documents = finding.site === null ? null : this.#store.configuration.documentsOf(finding.site);
    if (documents === null) return [];
    // safe: the configuration was checked when it was stored
    const { tenant, client, site } = documents as ScopeDocuments;
    return escalationContacts(tenant, client, site).filter((contact) => contact.role === role);
  }

  /** How it stands around a message now. */
  around(
    { id, action: name, finding_id, kind, hash, content, site, approval }: Delivery,
    at: EpochMs,
  ): Surroundings {
    const action = this.action(name);
    const finding = finding_id === null ? null : this.finding(finding_id);
    const rails = this.rails();
    return {
      isOver: this.#isOver(kind, id, finding),
      isOutdated: !action?.on || contentHash(action, content) !== hash,
      // The end of what was told once is told too: whoever let the beginning go wants to know.
      mayBeAutomatic:
        action !== null &&
        kind !== 'REPORT' &&
        (kind === 'RESOLVE' ||
          (kind === 'TRIGGER' ? whyNotAutomatic : whyNotEscalated)({
            rails,
            action,
            runbook: finding && this.runbookOf(finding),
            // A digest is what a cap makes of many.
            lately:
              isUncapped(finding) || kind === 'DIGEST'
                ? 0
                : this.lately(name, site, at) - Number(approval?.automatic ?? false),
          }) === null),
      isDryRun: rails.dry_run,
    };
  }

  #isOver(kind: MessageKind, id: string, finding: Finding | null): boolean {
    if (kind === 'REPORT') return false;
    return kind === 'DIGEST' ? this.#isAllOver(id) : finding === null || overSince(finding) !== null;
  }

  #isAllOver(digest: string): boolean {
    return this.#store.deliveries.listed(digest).every(({ id }) => {
      const finding = this.finding(id);
      return finding === null || overSince(finding) !== null;
    });
  }

  /** How many went about a site by an action in the hour before, without a person. */
  lately(action: string, site: string | null, at: EpochMs): number {
    return this.#store.deliveries.automaticSince(action, site, at - HOUR);
  }

  /** Writes what waits by an action anew, as it says it now. Inside a transaction. */
  rewrite(name: string, actor: Actor, at: EpochMs): void {
    const action = this.action(name);
    if (action !== null && !action.on) return; // what waits is refused until it is on again
    for (const before of this.#store.deliveries.openOf(name)) {
      const written = action === null ? null : this.#anew(action, before);
      // An edited message keeps its words while its action stays the same.
      const isSame = action !== null && contentHash(action, before.content) === before.hash;
      if (isSame) continue;
      const next = rewrite(before, written, { by: actor.name, at });
      if (next !== before) this.save(next, actor, before);
    }
  }

  /** What the action says now of what a message is about; null: nothing. */
  #anew(action: Action, { kind, id: key, contact, finding_id, content: before }: Delivery): Written | null {
    if (kind === 'REPORT') {
      const content = before.kind === 'MAIL' ? reportContent(action, before) : null;
      return content && { content, hash: contentHash(action, content) };
    }
    const finding = finding_id === null ? null : this.finding(finding_id);
    return finding && this.write(action, finding, { kind, key, contact });
  }

  /** Writes a message as it is now, with the row of the trail. Inside a transaction. */
  save(delivery: Delivery, actor: Actor = SYSTEM, before: Delivery | null = null): void {
    this.#store.deliveries.save(delivery);
    if (before?.state === delivery.state && before.hash === delivery.hash) return;
    // Each try is no row of its own: the message says how many there were.
    if (isUnderway(delivery) && before !== null && isUnderway(before)) return;
    this.#store.trail.append([entryOf(delivery, actor, before)]);
  }
}

type ScopeDocuments = {
  readonly tenant: TenantDocument;
  readonly client: ClientDocument;
  readonly site: SiteDocument;
};
export type Written = { readonly content: Content; readonly hash: string };

/** Whoever calls for help is never capped (RELIABILITY G4). */
export const isUncapped = (finding: Finding | null): boolean =>
  finding !== null && isNeverSilenced(finding.finding_type);

const isUnderway = ({ state }: Delivery): boolean => state === 'SENDING' || state === 'QUEUED';

const VERBS: Readonly<Record<Delivery['state'], string>> = {
  REQUESTED: 'delivery.requested',
  QUEUED: 'delivery.approved',
  SENDING: 'delivery.begun',
  SENT: 'delivery.sent',
  DRY_RUN: 'delivery.dry_run',
  DEAD: 'delivery.failed',
  DECLINED: 'delivery.declined',
  WITHDRAWN: 'delivery.withdrawn',
  EXPIRED: 'delivery.expired',
};

/** Of a message that carries a report: which, and the hashes of the files. */
const carriedBy = ({ report_id, content }: Delivery): object =>
  report_id === null || content.kind !== 'MAIL'
    ? {}
    : { report_id, to: content.to, files: content.attachments?.map(({ sha256 }) => sha256) ?? [] };

const isEnded = (before: Delivery | null): boolean => before?.state === 'DEAD' || before?.state === 'EXPIRED';

const entryOf = (delivery: Delivery, actor: Actor, before: Delivery | null): TrailEntry => ({
  at: delivery.moved_at,
  actor,
  action: isEnded(before) ? 'delivery.retried' : VERBS[delivery.state],
  entity: 'delivery',
  entity_id: delivery.id,
  reason: delivery.note ?? (before === null ? delivery.reason : (delivery.last?.outcome ?? null)),
  before: before && { state: before.state, hash: before.hash },
  after: {
    ...{ action: delivery.action, finding_id: delivery.finding_id, kind: delivery.kind },
    ...carriedBy(delivery),
    ...{ state: delivery.state, hash: delivery.hash, attempts: delivery.attempts },
    automatic: delivery.approval?.automatic ?? false,
  },
});
