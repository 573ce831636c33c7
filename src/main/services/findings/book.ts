import { isEndedByPeopleAlone } from '#core/audit/registry.ts';
import type { Key } from '#core/finding/identity.ts';
import { keyText } from '#core/finding/identity.ts';
import type { Finding } from '#core/model/finding.ts';
import type { ClosedKey } from '#main/ports/store.ts';

const NONE: readonly never[] = [];

/** The unresolved findings, in memory: an audit that finds nothing new asks the database nothing. */
export class FindingBook {
  readonly #byKey = new Map<string, Finding>();
  readonly #byId = new Map<string, Finding>();
  readonly #bySite = new Map<string, Map<string, Finding>>();
  /** What `ofSite` gave since the site last changed: every rule of a round asks for it. */
  readonly #listed = new Map<string, readonly Finding[]>();
  readonly #closed = new Map<string, ClosedKey>();
  readonly #closedBySite = new Map<string, Map<string, ClosedKey>>();
  /** Of each site the findings of which an audit may change something: active ones that not only people end. */
  readonly #judged = new Map<string, Map<string, Finding>>();

  constructor(unresolved: readonly Finding[], closed: readonly ClosedKey[]) {
    for (const finding of unresolved) this.put(finding);
    for (const key of closed) this.close(key);
  }

  /** Takes the finding as it is now; a resolved one leaves the book, but not the open one that has its key now. */
  put(finding: Finding): void {
    const key = keyText(finding);
    if (finding.site !== null) this.#listed.delete(finding.site);
    if (finding.status === 'RESOLVED') {
      if (this.#byKey.get(key)?.id === finding.id) this.#byKey.delete(key);
      this.#byId.delete(finding.id);
      if (finding.site !== null) leave(this.#bySite, finding.site, finding.id);
      if (finding.site !== null) leave(this.#judged, finding.site, finding.id);
      return;
    }
    this.#byKey.set(key, finding);
    this.#byId.set(finding.id, finding);
    if (finding.site === null) return;
    const known = this.#bySite.get(finding.site) ?? new Map<string, Finding>();
    this.#bySite.set(finding.site, known.set(finding.id, finding));
    if (finding.condition === 'ACTIVE' && !isEndedByPeopleAlone(finding.finding_type)) {
      const judged = this.#judged.get(finding.site) ?? new Map<string, Finding>();
      this.#judged.set(finding.site, judged.set(finding.id, finding));
    } else leave(this.#judged, finding.site, finding.id);
  }

  get(key: Key): Finding | null {
    return this.#byKey.get(keyText(key)) ?? null;
  }

  byId(id: string): Finding | null {
    return this.#byId.get(id) ?? null;
  }

  ofSite(site: string): readonly Finding[] {
    const findings = this.#bySite.get(site);
    if (findings === undefined) return NONE;
    const listed = this.#listed.get(site) ?? [...findings.values()];
    this.#listed.set(site, listed);
    return listed;
  }

  /** True when an audit that sees nothing wrong changes nothing at any site: no finding is judged and no key closed. */
  get isSettled(): boolean {
    return this.#judged.size === 0 && this.#closedBySite.size === 0;
  }

  /** The findings of a site of which an audit that sees nothing wrong may change something: active ones that not only people end. */
  judgedOf(site: string): Iterable<Finding> {
    return this.#judged.get(site)?.values() ?? NONE;
  }

  all(): Iterable<Finding> {
    return this.#byId.values();
  }

  /** The key was resolved while it was still true; it stays closed until it was clean once. */
  close(key: ClosedKey): void {
    const text = keyText(key);
    this.#closed.set(text, key);
    if (key.scope !== 'site') return;
    const known = this.#closedBySite.get(key.scope_key) ?? new Map<string, ClosedKey>();
    this.#closedBySite.set(key.scope_key, known.set(text, key));
  }

  closed(key: Key): ClosedKey | null {
    return this.#closed.size === 0 ? null : (this.#closed.get(keyText(key)) ?? null);
  }

  closedOfSite(site: string): readonly ClosedKey[] {
    const keys = this.#closedBySite.size === 0 ? undefined : this.#closedBySite.get(site);
    return keys === undefined ? NONE : [...keys.values()];
  }

  reopenKey(key: Key): void {
    const text = keyText(key);
    this.#closed.delete(text);
    if (key.scope === 'site') leave(this.#closedBySite, key.scope_key, text);
  }
}

/** Takes one out of what a site has; a site that has nothing left costs a round nothing. */
function leave(ofSites: Map<string, Pick<Set<string>, 'delete' | 'size'>>, site: string, name: string): void {
  const own = ofSites.get(site);
  own?.delete(name);
  if (own?.size === 0) ofSites.delete(site);
}
