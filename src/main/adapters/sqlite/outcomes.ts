import type { RecordedFinding, Span } from '#core/what-if/tried.ts';
import type { Session } from './statements.ts';

const OUTCOMES = `
  SELECT f.id, f.site, f.finding_type, f.subject, f.severity, f.detected_at, f.condition_started_at,
         coalesce(f.resolved_at, f.cleared_at) AS ended_at, a.created_at AS alerted_at, f.disposition
    FROM json_each(@sites) s CROSS JOIN finding f ON f.site = s.value AND f.detected_at >= @from AND f.detected_at < @to
    LEFT JOIN alert a ON a.finding_id = f.id
   ORDER BY f.detected_at, f.id`;

/** The findings of some sites that were detected in a span, with what became of them. */
export function outcomesOf(
  session: Session,
  sites: readonly string[],
  { from, to }: Span,
): readonly RecordedFinding[] {
  const select = session.prepare<[{ sites: string; from: number; to: number }], RecordedFinding>(OUTCOMES);
  return select.all({ sites: JSON.stringify(sites), from, to });
}
