import { createHash } from 'node:crypto';
import type { QuarantineChoice, QuarantineLine, QuarantineRepo, QuarantineRow } from '#main/ports/store.ts';
import { allOf, type Condition, visibleSites } from './read-model/visibility.ts';
import type { Session } from './statements.ts';

type Reference = Parameters<QuarantineRepo['unknownReference']>[0];
type Stored = Required<QuarantineLine> & { readonly raw_sha256: string };
const NOBODY = { source: null, tenant: null };

/** What could not be taken in, and codes that nobody configured. */
export function createQuarantineRepo(session: Session): QuarantineRepo {
  const add = session.prepare<[Stored]>(`
    INSERT OR IGNORE INTO quarantine (raw_sha256, at, reason, detail, site, place, raw, source, tenant)
      VALUES (@raw_sha256, @at, @reason, @detail, @site, @place, @raw, @source, @tenant)`);
  const newest = session.pluck<[], number>('SELECT max(id) FROM quarantine');
  const remove = session.prepare<[string]>(
    'DELETE FROM quarantine WHERE id IN (SELECT value FROM json_each(?))',
  );
  const explain = session.prepare<[string, string, number]>(
    'UPDATE quarantine SET reason = ?, detail = ? WHERE id = ?',
  );
  const addReference = session.prepare<[Reference]>(`
    INSERT OR IGNORE INTO unknown_reference (tenant_id, kind, code, site, at)
      VALUES (@tenant_id, @kind, @code, @site, @at)`);
  return {
    add: (entry) => {
      const raw_sha256 = createHash('sha256').update(entry.raw).digest('hex');
      return add.run({ ...NOBODY, ...entry, raw_sha256 }).changes === 1;
    },
    chosen: (scope, choice, span) => {
      const wanted = allOf([visibleSites(scope, 'quarantine.site'), ...chosenLines(choice)]);
      return session
        .prepare<[Condition['values']], QuarantineRow>(
          `SELECT id, at, reason, detail, site, place, raw, source, tenant FROM quarantine
           WHERE id IN (SELECT id FROM quarantine WHERE id > @after AND id <= @upTo AND ${wanted.sql} ORDER BY id LIMIT @limit)
           ORDER BY id`,
        )
        .all({ ...wanted.values, ...span });
    },
    newest: () => newest.get() ?? 0,
    remove: (ids) => void remove.run(JSON.stringify(ids)),
    explain: (id, reason, detail) => void explain.run(reason, detail, id),
    unknownReference: (entry) => void addReference.run(entry),
  };
}

/** What a choice of lines asks of each of them. */
export function chosenLines({ ids, reason, source }: QuarantineChoice): readonly Condition[] {
  const conditions: Condition[] = [];
  if (ids !== undefined)
    conditions.push({
      sql: 'quarantine.id IN (SELECT value FROM json_each(@ids))',
      values: { ids: JSON.stringify(ids) },
    });
  if (reason !== undefined) conditions.push({ sql: 'quarantine.reason = @reason', values: { reason } });
  if (source !== undefined) conditions.push({ sql: 'quarantine.source IS @source', values: { source } });
  return conditions;
}
