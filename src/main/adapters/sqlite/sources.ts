import type { SourceRepo, SourceRow } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Heard = Omit<Parameters<SourceRepo['heard']>[0][number], 'site_ids'>;

/** Where telemetry comes from, and when each source was last heard. */
export function createSourceRepo(session: Session): SourceRepo {
  const all = session.prepare<[], SourceRow>(`
    SELECT id, tenant_id, code, last_event_at, last_received_at, events,
           (SELECT count(*) FROM source_site s WHERE s.source_id = source.id) AS sites
      FROM source ORDER BY id`);
  const sites = session.prepare<[], { code: string; site_id: number }>(
    'SELECT s.code, t.site_id FROM source s JOIN source_site t ON t.source_id = s.id',
  );
  const note = session.prepare<[Heard]>(`
    UPDATE source SET events = events + @events,
           last_event_at = max(coalesce(last_event_at, @last_event_at), @last_event_at),
           last_received_at = max(coalesce(last_received_at, @last_received_at), @last_received_at)
     WHERE id = @source_id`);
  const addSites = session.prepare<[number, string]>(
    'INSERT OR IGNORE INTO source_site (source_id, site_id) SELECT ?, value FROM json_each(?)',
  );
  return {
    all: () => all.all(),
    sites: () => sites.all(),
    heard(rows) {
      for (const { site_ids, ...heard } of rows) {
        note.run(heard);
        addSites.run(heard.source_id, JSON.stringify(site_ids));
      }
    },
  };
}
