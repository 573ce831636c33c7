import type { CaseFolder } from '#core/model/case-folder.ts';
import type { CaseRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Row = { readonly scope: string; readonly document: string };

/** Cases, as JSON. */
export function createCaseRepo(session: Session): CaseRepo {
  const write = session.prepare<[Row & { readonly id: string; readonly at: number }]>(`
    INSERT INTO case_folder (id, scope, changed_at, document) VALUES (@id, @scope, @at, @document)
      ON CONFLICT DO UPDATE SET changed_at = excluded.changed_at, document = excluded.document`);
  const find = session.prepare<[string], Row>('SELECT scope, document FROM case_folder WHERE id = ?');
  const remove = session.prepare<[string]>('DELETE FROM case_folder WHERE id = ?');
  const count = session.pluck<[], number>('SELECT count(*) FROM case_folder');
  const newest = session.prepare<[], Row>(
    'SELECT scope, document FROM case_folder ORDER BY changed_at DESC, id',
  );
  // Safe: nothing but `save` writes it.
  const toFolder = ({ scope, document }: Row): CaseFolder => ({
    ...(JSON.parse(document) as Omit<CaseFolder, 'scope'>),
    scope: JSON.parse(scope),
  });
  return {
    save: ({ scope, ...folder }, at) =>
      void write.run({
        ...{ id: folder.id, at },
        scope: JSON.stringify(scope),
        document: JSON.stringify(folder),
      }),
    get(id) {
      const row = find.get(id);
      return row === undefined ? null : toFolder(row);
    },
    remove: (id) => void remove.run(id),
    count: () => count.get() ?? 0,
    newest(limit, maySee) {
      const told: CaseFolder[] = [];
      for (const row of newest.iterate()) {
        if (told.length >= limit) break;
        if (maySee(JSON.parse(row.scope))) told.push(toFolder(row));
      }
      return told;
    },
  };
}
