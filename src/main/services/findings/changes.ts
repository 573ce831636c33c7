import { isEndedByPeopleAlone, isExempt } from '#core/audit/registry.ts';
import type { Breach, Rule } from '#core/audit/rule.ts';
import { alertOf, alerts } from '#core/finding/alerting.ts';
import type { Key } from '#core/finding/identity.ts';
import { alertId, keyText } from '#core/finding/identity.ts';
import { open } from '#core/finding/open.ts';
import type { Step } from '#core/finding/step.ts';
import { unchanged } from '#core/finding/step.ts';
import type { Actor } from '#core/model/actor.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Telling } from '#core/model/escalation.ts';
import type { Evidence, EvidenceCapture } from '#core/model/evidence.ts';
import type { Alert, Finding } from '#core/model/finding.ts';
import { severityRank } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ClosedKey, EvidenceRow, Store, TrailEntry } from '#main/ports/store.ts';
import type { FindingBook } from './book.ts';
import { deliveredLate } from './delivered-late.ts';
import type { Place } from './opening.ts';
import { trailEntry } from './trail-entry.ts';

/** What the changes need to know about the world around a finding. */
export type ChangesContext = {
  readonly store: Store;
  readonly book: FindingBook;
  readonly siteOf: (code: string) => Site | null;
  readonly collect: (finding: Finding, site: Site | null, at: EpochMs) => Evidence | null;
  /** Hears what is written, inside its transaction: what follows from it is written with it. */
  readonly onWriting?: (written: WrittenFindings) => void;
};

/** What a unit of work begins and ends. */
export type WrittenFindings = {
  /** Opened or raised again now, standing for themselves, and heard by people. */
  readonly heard: readonly Finding[];
  /** Passed on to a role now, by a person or because nobody took it. */
  readonly told: readonly ToldRole[];
  /** Cleared or resolved now. */
  readonly ended: readonly Finding[];
};

/** A role that is told of a finding. */
export type ToldRole = { readonly finding: Finding; readonly role: string };

/** What came of a unit of work, told after its commit. */
export type Outcome = {
  /** Ids of findings that are not as they were; having been seen again is no change. */
  readonly changed: readonly string[];
  readonly opened: readonly string[];
  readonly alerts_created: number;
  /** Findings that people must hear of, as they are now. */
  readonly notices: readonly Finding[];
};

/** Who opens a finding; `detail` is what the person wrote, for the audit trail. */
export type OpenedBy = { readonly actor: Actor; readonly detail?: string };

/** What a site's unresolved findings are over what the book had. */
type Listed = { readonly known: readonly Finding[]; readonly findings: readonly Finding[] };

/**
 * One unit of work on findings: steps are gathered over the book, written in one transaction, and only then taken into
 * memory, so that a failed write leaves both as they were.
 */
export class FindingChanges {
  readonly #context: ChangesContext;
  readonly #at: EpochMs;
  /** By id: a resolved finding and the open one that has its key now may both be in it. */
  readonly #draft = new Map<string, Finding>();
  /** The drafts that hold their keys. */
  readonly #draftOfKey = new Map<string, Finding>();
  /** The drafts of each site by id, so that a round with many findings elsewhere costs a site nothing. */
  readonly #draftOfSite = new Map<string, Map<string, Finding>>();
  /** What `ofSite` gave over what the book had of a site, until its drafts change. */
  readonly #listed = new Map<string, Listed>();
  readonly #alerts = new Map<string, Alert>();
  readonly #trail: TrailEntry[] = [];
  readonly #opened: string[] = [];
  readonly #notices: Finding[] = [];
  readonly #closing: ClosedKey[] = [];
  readonly #reopening: Key[] = [];
  readonly #evidence: EvidenceRow[] = [];
  readonly #tellings: Telling[] = [];
  readonly #wants = new Set<string>();
  readonly #explained = new Set<string>();
  readonly #accountedFor = new Set<string>();
  /** Ids with a step that is more than having been seen again. */
  readonly #recorded = new Set<string>();
  #alertsCreated = 0;

  constructor(context: ChangesContext, at: EpochMs) {
    this.#context = context;
    this.#at = at;
  }

  get isEmpty(): boolean {
    return this.#draft.size === 0 && this.#closing.length === 0 && this.#reopening.length === 0;
  }

  /** How many findings the unit of work opens. */
  get opened(): number {
    return this.#opened.length;
  }

  /** The unresolved finding with this key as the unit of work has it now. */
  current(key: Key): Finding | null {
    const draft = this.#draftOfKey.get(keyText(key));
    if (draft !== undefined) return draft.status === 'RESOLVED' ? null : draft;
    return this.#context.book.get(key);
  }

  /** First sight of a key: opened, unless a person closed it while it was still true, or the fact was told already. */
  open(breach: Breach, place: Place, by: OpenedBy = { actor: SYSTEM }): Step {
    const { store, book } = this.#context;
    const key: Key = {
      scope: place.scope,
      scope_key: place.scope_key,
      finding_type: breach.finding_type,
      subject: breach.subject,
    };
    const closed = book.closed(key);
    if (closed !== null && staysClosed(closed, breach, this.#at)) return unchanged(null, 'held_closed');
    if (place.fact && store.findings.exists(key)) return unchanged(null, 'already_known');
    if (closed !== null) this.reopenKey(key);
    const site = place.site === null ? null : this.#context.siteOf(place.site);
    const step = open(breach, {
      ...place,
      same: store.findings.countSame(key, breach.condition_started_at),
      delivered_late: deliveredLate({ ...place, ...breach }, site, store.events),
    });
    if (step.next !== null) this.#opened.push(step.next.id);
    return this.take(by.detail === undefined ? step : { ...step, detail: by.detail }, by.actor);
  }

  /** Takes a step into the unit of work. Who is heard is decided in `write`, so that a parent may still silence its children. */
  take(step: Step, actor: Actor, before: Finding | null = null): Step {
    const { next } = step;
    if (next === null || next === before) return step;
    this.#keep(next);
    if (step.recorded) {
      this.#recorded.add(next.id);
      this.#trail.push(trailEntry(before, next, step, actor, this.#at));
    }
    if (step.notify) this.#wants.add(next.id);
    if (step.telling !== undefined) this.#tellings.push(step.telling);
    if (step.reason === 'explained_by_late_data') this.#explained.add(next.id);
    if (step.reason === 'tour_by_hand') this.#accountedFor.add(next.id);
    return step;
  }

  /** True for a finding that this unit of work opens. */
  isFresh({ id }: Finding): boolean {
    return this.#opened.includes(id);
  }

  /** Nobody hears of a finding that this unit of work opens. */
  hold(finding: Finding): void {
    if (this.isFresh(finding)) this.#wants.delete(finding.id);
  }

  /** Every unresolved finding of a site, as the unit of work has it now. */
  ofSite(site: string): readonly Finding[] {
    const known = this.#context.book.ofSite(site);
    const drafts = this.#draftOfSite.get(site);
    if (drafts === undefined) return known;
    const last = this.#listed.get(site);
    const listed = last?.known === known ? last : { known, findings: unresolvedOf(known, drafts) };
    this.#listed.set(site, listed);
    return listed.findings;
  }

  /** True when no site is touched: `isTouched` need not be asked. */
  get isNoneTouched(): boolean {
    return this.#draftOfSite.size === 0 && this.#context.book.isSettled;
  }

  /** True where verdicts of the rules change something, though they see nothing wrong: a finding of theirs is active, a key closed, or this unit of work has changed something. */
  isTouched(site: string, rules: readonly Pick<Rule, 'owns'>[]): boolean {
    if (this.#draftOfSite.size > 0 && this.#draftOfSite.has(site)) return true;
    if (this.closedOfSite(site).length > 0) return true;
    for (const { finding_type } of this.#context.book.judgedOf(site))
      if (rules.some((rule) => rule.owns(finding_type))) return true;
    return false;
  }

  /** The key may open again: it was clean, or it got worse. */
  reopenKey(key: Key): void {
    this.#reopening.push(key);
  }

  reopenIfClosed(key: Key): void {
    if (this.isClosed(key)) this.reopenKey(key);
  }

  /** True when a person resolved the key while it was still true, and it has not been clean since. */
  isClosed(key: Key): boolean {
    return this.#context.book.closed(key) !== null;
  }

  closedOfSite(site: string): readonly ClosedKey[] {
    return this.#context.book.closedOfSite(site);
  }

  closeKey(key: ClosedKey): void {
    this.#closing.push(key);
  }

  /** Writes everything. Inside a transaction. */
  write(): void {
    const { store } = this.#context;
    this.#alert();
    for (const finding of this.#draft.values()) this.#capture(finding);
    const drafts = [...this.#draft.values()];
    const recorded = drafts.filter(({ id }) => this.#recorded.has(id));
    const touched = drafts.filter(({ id }) => !this.#recorded.has(id));
    if (recorded.length > 0) store.findings.save(recorded);
    if (touched.length > 0) store.findings.touch(touched);
    for (const row of this.#evidence) store.evidence.add(row);
    if (this.#tellings.length > 0) store.findings.tell(this.#tellings);
    if (this.#alerts.size > 0) store.alerts.save([...this.#alerts.values()]);
    for (const key of this.#reopening) store.findings.reopenKey(key);
    for (const key of this.#closing) store.findings.close(key);
    if (this.#trail.length > 0) store.trail.append(this.#trail);
    this.#context.onWriting?.(this.#written(drafts));
  }

  #written(drafts: readonly Finding[]): WrittenFindings {
    const before = ({ id }: Finding) => this.#context.book.byId(id);
    return {
      heard: this.#notices.filter(
        (finding) =>
          finding.parent_id === null && (this.isFresh(finding) || finding.reopened_at === this.#at),
      ),
      told: this.#tellings.flatMap(({ finding_id, role }) => {
        const finding = this.#draft.get(finding_id);
        return finding === undefined ? [] : [{ finding, role }];
      }),
      ended: drafts.filter((finding) => isOver(finding) && !isOver(before(finding) ?? finding)),
    };
  }

  /** Takes what was written into memory. After the commit. */
  commit(): Outcome {
    const { book } = this.#context;
    for (const finding of this.#draft.values()) book.put(finding);
    for (const key of this.#reopening) book.reopenKey(key);
    for (const key of this.#closing) book.close(key);
    return {
      changed: [...this.#draft.keys()].filter((id) => this.#recorded.has(id)),
      opened: this.#opened,
      alerts_created: this.#alertsCreated,
      notices: this.#notices,
    };
  }

  #keep(finding: Finding): void {
    this.#draft.set(finding.id, finding);
    if (finding.status !== 'RESOLVED' || this.current(finding)?.id === finding.id)
      this.#draftOfKey.set(keyText(finding), finding);
    if (finding.site === null) return;
    this.#listed.delete(finding.site);
    const drafts = this.#draftOfSite.get(finding.site) ?? new Map<string, Finding>();
    this.#draftOfSite.set(finding.site, drafts.set(finding.id, finding));
  }

  /** Decides who is heard, now that parents have adopted their symptoms. */
  #alert(): void {
    for (const finding of this.#draft.values()) {
      const audit = finding.site === null ? null : (this.#context.siteOf(finding.site)?.audit ?? null);
      const heard = this.#wants.has(finding.id) && alerts(finding, audit, this.#at);
      const followed =
        finding.alert_id !== null && this.#context.book.byId(finding.id)?.status !== finding.status;
      if (!heard && !followed) continue;
      const known = finding.alert_id === null ? null : this.#context.store.alerts.ofFinding(finding.id);
      const withAlert = { ...finding, alert_id: alertId(finding.id) };
      this.#keep(withAlert);
      this.#alerts.set(finding.id, alertOf(withAlert, known?.created_at ?? this.#at));
      if (known === null) this.#alertsCreated++;
      if (heard) this.#notices.push(withAlert);
    }
  }

  #capture(finding: Finding): void {
    const capture = this.#captureOf(finding);
    if (capture === null) return;
    const site = finding.site === null ? null : this.#context.siteOf(finding.site);
    // What arrived late is put beside what was known at the detection: the same window, now whole.
    const until = capture === 'LATE_DATA' ? finding.detected_at : this.#at;
    const evidence = this.#context.collect(finding, site, until);
    if (evidence !== null) this.#evidence.push({ finding_id: finding.id, capture, at: this.#at, evidence });
  }

  #captureOf({ id, escalated_at }: Finding): EvidenceCapture | null {
    if (this.#opened.includes(id)) return 'OPENED';
    if (this.#explained.has(id)) return 'LATE_DATA';
    if (this.#accountedFor.has(id)) return 'BY_HAND';
    return escalated_at === this.#at ? 'ESCALATED' : null;
  }
}

const isOver = ({ condition, status }: Finding): boolean => condition === 'CLEARED' || status === 'RESOLVED';

/** DECISIONS 17: until clean once or worse; a lone worker for 15 minutes at most; a call for help never. */
function staysClosed(closed: ClosedKey, breach: Breach, at: EpochMs): boolean {
  if (closed.until !== null && at >= closed.until) return false;
  return severityRank(breach.severity) <= severityRank(closed.severity);
}

/** The key that a resolve of a still active finding leaves closed, or null: the next call for help is a new finding, and a person's report has a key of its own. */
export function closedKeyOf(finding: Finding, at: EpochMs): ClosedKey | null {
  if (finding.condition !== 'ACTIVE' || isEndedByPeopleAlone(finding.finding_type)) return null;
  const { scope, scope_key, finding_type, subject, severity } = finding;
  const until = isExempt(finding_type) ? at + 15 * 60_000 : null;
  return { scope, scope_key, finding_type, subject, severity, closed_at: at, until };
}

function unresolvedOf(known: readonly Finding[], drafts: ReadonlyMap<string, Finding>): readonly Finding[] {
  const ids = new Set(known.map(({ id }) => id));
  const fresh = [...drafts.values()].filter(({ id }) => !ids.has(id));
  return [...known.map((finding) => drafts.get(finding.id) ?? finding), ...fresh].filter(
    ({ status }) => status !== 'RESOLVED',
  );
}
