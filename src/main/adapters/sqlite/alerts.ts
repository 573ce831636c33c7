import type { Alert } from '#core/model/finding.ts';
import type { AlertRepo, SuppressedRepo } from '#main/ports/store.ts';
import { selectOf, upsertOf } from './columns.ts';
import { alert } from './schema/index.ts';
import type { Session } from './statements.ts';

/** Notices to people, one per finding. */
export function createAlertRepo(session: Session): AlertRepo {
  const save = session.prepare<[Alert]>(upsertOf(alert, ['id']));
  const ofFinding = session.prepare<[string], Alert>(`${selectOf(alert)} WHERE finding_id = ?`);
  const recent = session.prepare<[string, number, number], Alert>(
    `${selectOf(alert)} WHERE site = ? AND created_at >= ? AND created_at < ? ORDER BY created_at, id`,
  );
  const since = session.prepare<[number], Alert>(
    `${selectOf(alert)} WHERE created_at >= ? ORDER BY created_at, id`,
  );
  return {
    save(alerts) {
      for (const one of alerts) save.run(one);
    },
    ofFinding: (findingId) => ofFinding.get(findingId) ?? null,
    recent: (site, from, to) => recent.all(site, from, to),
    since: (from) => since.all(from),
  };
}

/** Breaches that maintenance windows hold back: one row per window, rule and subject. */
export function createSuppressedRepo(session: Session): SuppressedRepo {
  const add = session.prepare<[Parameters<SuppressedRepo['add']>[0]]>(`
    INSERT INTO suppressed (site, window_start, window_end, finding_type, subject, reason, first_at, last_at, count)
      VALUES (@site, @window_start, @window_end, @finding_type, @subject, @reason, @at, @at, 1)
    ON CONFLICT DO UPDATE SET count = count + 1, reason = excluded.reason,
      first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`);
  return { add: (row) => void add.run(row) };
}
