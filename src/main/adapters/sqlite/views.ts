import type { StoredView, ViewRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Row = Omit<StoredView, 'view'> & { readonly view: string };

/** Filters of the feed under their names. */
export function createViewRepo(session: Session): ViewRepo {
  const select = 'SELECT name, view, saved_at, saved_by FROM saved_view';
  const all = session.prepare<[], Row>(`${select} ORDER BY name COLLATE NOCASE, name`);
  const find = session.prepare<[string], Row>(`${select} WHERE name = ?`);
  const write = session.prepare<[Row]>(`
    INSERT INTO saved_view (name, view, saved_at, saved_by) VALUES (@name, @view, @saved_at, @saved_by)
    ON CONFLICT DO UPDATE SET view = excluded.view, saved_at = excluded.saved_at, saved_by = excluded.saved_by`);
  const drop = session.prepare<[string]>('DELETE FROM saved_view WHERE name = ?');
  return {
    all: () => all.all().map(toView),
    get(name) {
      const row = find.get(name);
      return row === undefined ? null : toView(row);
    },
    save: (view) => void write.run({ ...view, view: JSON.stringify(view.view) }),
    remove: (name) => void drop.run(name),
  };
}

const toView = (row: Row): StoredView => ({ ...row, view: parsed(row.view) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // somebody else's text: told as a view that cannot be read
  }
}
