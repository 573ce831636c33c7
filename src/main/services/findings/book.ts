import type { Key } from '#core/finding/identity.ts';
import { keyText } from '#core/finding/identity.ts';
import type { Finding } from '#core/model/finding.ts';
import type { ClosedKey } from '#main/ports/store.ts';

/** The unresolved findings, in memory: an audit that finds nothing new asks the database nothing. */
export class FindingBook {
  readonly #byKey = new Map<string, Finding>();
  readonly #byId = new Map<string, Finding>();
  readonly #bySite = new Map<string, Map<string, Finding>>();
  /** What `ofSite` gave since the site last changed: every rule of a round asks for it. */
  readonly #listed = new Map<string, readonly Finding[]>();
  readonly #closed = new Map<string, ClosedKey>();

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
      if (finding.site !== null) this.#bySite.get(finding.site)?.delete(finding.id);
      return;
    }
    this.#byKey.set(key, finding);
    this.#byId.set(finding.id, finding);
    if (finding.site === null) return;
    const known = this.#bySite.get(finding.site) ?? new Map<string, Finding>();
    this.#bySite.set(finding.site, known.set(finding.id, finding));
  }

  get(key: Key): Finding | null {
    return this.#byKey.get(keyText(key)) ?? null;
  }

  byId(id: string): Finding | null {
    return this.#byId.get(id) ?? null;
  }

  ofSite(site: string): readonly Finding[] {
    const listed = this.#listed.get(site) ?? [...(this.#bySite.get(site)?.values() ?? [])];
    this.#listed.set(site, listed);
    return listed;
  }

  all(): Iterable<Finding> {
    return this.#byId.values();
  }

  /** The key was resolved while it was still true; it stays closed until it was clean once. */
  close(key: ClosedKey): void {
    this.#closed.set(keyText(key), key);
  }

  closed(key: Key): ClosedKey | null {
    return this.#closed.size === 0 ? null : (this.#closed.get(keyText(key)) ?? null);
  }

  closedOfSite(site: string): readonly ClosedKey[] {
    if (this.#closed.size === 0) return [];
    return [...this.#closed.values()].filter((key) => key.scope === 'site' && key.scope_key === site);
  }

  reopenKey(key: Key): void {
    this.#closed.delete(keyText(key));
  }
}
