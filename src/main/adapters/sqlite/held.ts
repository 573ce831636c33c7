import type { Hold } from '#core/model/hold.ts';
import type { Session } from './statements.ts';

/** What legal holds are about, each as a JSON array for `json_each`. */
export type Held = {
  readonly findings: string;
  /** Codes of people whose findings are held, wherever they are. */
  readonly people: string;
  /** Codes and ids of sites of which everything is held. */
  readonly sites: string;
  readonly site_ids: string;
};

const SITES = `
  SELECT id, code FROM site WHERE code IN (SELECT value FROM json_each(@sites))
      OR (@people <> '[]' AND code IN (
        SELECT h.code FROM configuration_history h JOIN json_each(h.document, '$.people') p
          WHERE h.scope = 'SITE' AND p.value ->> 'code' IN (SELECT value FROM json_each(@people))))`;

/**
 * The sites of a held person are held as a whole: what events say of others there cannot be told apart later. A site at which the person
 * was ever listed is one of them, since holds are made about people who have just left.
 */
export function heldBy(session: Session, holds: readonly Hold[]): Held {
  const codes = (kind: Hold['kind']) =>
    JSON.stringify(holds.flatMap((hold) => (hold.kind === kind ? [hold.code] : [])));
  const [findings, people, sites] = [codes('FINDING'), codes('PERSON'), codes('SITE')];
  const all = session
    .prepare<[{ sites: string; people: string }], { readonly id: number; readonly code: string }>(SITES)
    .all({ sites, people });
  return {
    findings,
    people,
    sites: JSON.stringify(all.map(({ code }) => code)),
    site_ids: JSON.stringify(all.map(({ id }) => id)),
  };
}
