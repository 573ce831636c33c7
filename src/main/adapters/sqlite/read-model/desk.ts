import type { TenantScope } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Colleague, RelatedQuestion, RelatedRow } from '#main/ports/read-model.ts';
import type { SiteDocuments } from '#main/ports/store.ts';
import { HELD } from '../held-documents.ts';
import type { Session } from '../statements.ts';
import type { Directory } from './directory.ts';
import { type RawRow, selectRows, toRow } from './finding-rows.ts';
import { type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];

/** Rows of the trail that are looked through for names, the newest first: about 0.1 s. */
const TRAIL_LOOKED_THROUGH = 200_000;

/** What is looked at of each kind: enough to fill a screen, and one kind cannot crowd out another. */
const REPEATS = `SELECT id, 0 AS kind, detected_at FROM finding INDEXED BY finding_key
  WHERE scope = @scope AND scope_key = @scope_key AND finding_type = @finding_type AND subject = @subject
    AND detected_at >= @repeats_since`;
const OF_PERSON = `SELECT id, 1 AS kind, detected_at FROM finding INDEXED BY finding_site
  WHERE site IN (SELECT value FROM json_each(@person_sites)) AND detected_at BETWEEN @from AND @to
    AND (subject = @person OR subject GLOB @person_parts)`;
const KIND_AT_SITE = "CASE WHEN subject = @subject AND subject <> '' THEN 0 ELSE 2 END";
const AT_SITE = `SELECT id, ${KIND_AT_SITE} AS kind, detected_at FROM finding INDEXED BY finding_site
  WHERE site = @site AND detected_at BETWEEN @from AND @to`;
const OPEN_AT_SITE = `SELECT id, ${KIND_AT_SITE} AS kind, detected_at FROM finding INDEXED BY finding_open
  WHERE scope = 'site' AND scope_key = @site AND status <> 'RESOLVED'`;
const newest = (select: string): string =>
  `SELECT * FROM (${select} ORDER BY detected_at DESC, id LIMIT @limit)`;

/** Each finding once, with the closest reason why it is related; the closest reasons first when there are too many. */
export const RELATED = `
  SELECT id, min(kind) AS kind FROM (${[REPEATS, OF_PERSON, AT_SITE, OPEN_AT_SITE].map(newest).join(' UNION ALL ')})
  WHERE id NOT IN (SELECT value FROM json_each(@without))
  GROUP BY id ORDER BY min(kind), max(detected_at) DESC, id LIMIT @limit`;

const KINDS = ['same subject', 'same person', 'same site'] as const;

/** Other findings of the same subject, person or site, the newest first. */
export function findRelated(
  session: Session,
  directory: Directory,
  scope: TenantScope,
  { finding, without, person, from, to, repeatsSince, limit }: RelatedQuestion,
): readonly RelatedRow[] {
  const chosen = session.prepare<[Values], { readonly id: string; readonly kind: number }>(RELATED).all({
    scope: finding.scope,
    scope_key: finding.scope_key,
    finding_type: finding.finding_type,
    subject: finding.subject,
    site: finding.site,
    repeats_since: repeatsSince,
    from,
    to,
    person: person === null ? null : `person:${person.code}`,
    person_parts: person === null ? null : `person:${escapeGlob(person.code)}@*`,
    person_sites: JSON.stringify(person?.sites ?? []),
    without: JSON.stringify(without),
    limit,
  });
  const kindOf = new Map(chosen.map(({ id, kind }) => [id, kind]));
  const rows = selectRows(scope, 'json_each(@ids) wanted CROSS JOIN finding f ON f.id = wanted.value');
  const visible = visibleFindings(scope, 'f');
  return session
    .prepare<[Values], RawRow>(`${rows.sql} WHERE ${visible.sql} ORDER BY f.detected_at DESC, f.id`)
    .all({ ...rows.values, ...visible.values, ids: JSON.stringify(chosen.map(({ id }) => id)) })
    .map((row) => ({ row: toRow(row, directory), why: KINDS[kindOf.get(row.id) ?? 2] ?? 'same site' }));
}

const escapeGlob = (text: string): string => text.replace(/[*?[]/g, '[$&]');

/** The documents behind a site as they were written, with those of its client and tenant. */
export function createSiteDocuments(session: Session): (code: string) => SiteDocuments | null {
  const find = session.prepare<
    [string],
    { readonly tenant: string; readonly client: string; readonly site: string }
  >(
    `SELECT t.document AS tenant, c.document AS client, s.document AS site
     FROM ${HELD.site} s JOIN ${HELD.client} c ON c.id = s.client_id
     JOIN ${HELD.tenant} t ON t.id = c.tenant_id WHERE s.code = ?`,
  );
  return (code) => {
    const found = find.get(code);
    if (found === undefined) return null;
    const { tenant, client, site } = found;
    return { tenant: JSON.parse(tenant), client: JSON.parse(client), site: JSON.parse(site) };
  };
}

/** Names of the people in the newest part of the trail, whoever was seen last first; of a limited scope those who acted on its findings. */
export function listColleagues(session: Session, scope: TenantScope, since: EpochMs): readonly Colleague[] {
  const visible = visibleFindings(scope, 'f');
  const seen =
    scope === 'all'
      ? 'TRUE'
      : `entity = 'finding' AND EXISTS (SELECT 1 FROM finding f WHERE f.id = entity_id AND ${visible.sql})`;
  return session
    .prepare<[Values], Colleague>(
      `SELECT CASE WHEN actor LIKE 'local:%' THEN substr(actor, 7) ELSE actor END AS name, max(at) AS last_at
       FROM (SELECT actor, at, entity, entity_id FROM trail ORDER BY seq DESC LIMIT ${TRAIL_LOOKED_THROUGH})
       WHERE at >= @since AND actor <> 'system' AND ${seen} GROUP BY name ORDER BY last_at DESC, name`,
    )
    .all({ ...visible.values, since });
}
