import type { RoleContact } from '#core/config/desk-notes.ts';
import { MINUTE } from '#core/model/time.ts';

/** So many messages within the span reach one recipient one by one; what comes beyond is gathered: as many as make a flood for an operator. */
export const STORM_FROM = 10;
export const STORM_SPAN = 10 * MINUTE;
/** A digest gathers for so long, and longer where the recipient has had one within the span. */
export const gathersFor = (hadOne: boolean): number => (hadOne ? 5 : 1) * MINUTE;
/** So many findings stand in one digest at most: some 40 KB. */
export const MOST_IN_DIGEST = 2_000;

/** A finding as a digest lists it. */
export type DigestItem = { readonly id: string; readonly site: string | null; readonly title: string };

/** Who hears of a message, as one word for all that goes there: an action, and whoever it tells. */
export const recipientOf = (action: string, contact: RoleContact | null): string =>
  [action, contact?.role, contact?.name, contact?.phone, contact?.email]
    .filter((part) => part !== undefined)
    .join(' · ');

/** What a digest says: how many there are, and every one of them, by site and by what is wrong. */
export function digestWords(items: readonly DigestItem[]): {
  readonly title: string;
  readonly message: string;
} {
  const sites = grouped(items, ({ site }) => site ?? '');
  const where = sites.size === 1 ? '1 site' : `${sites.size} sites`;
  const lines = [...sites].map(([site, ofSite]) => {
    const causes = [...grouped(ofSite, ({ title }) => title)].map(
      ([title, same]) => `${title} ×${same.length} (${same.map(({ id }) => id).join(', ')})`,
    );
    return `${site === '' ? 'no site' : site}: ${causes.join('; ')}`;
  });
  return { title: `${items.length} findings at ${where}`, message: lines.join('\n') };
}

/** In the order of their keys. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
