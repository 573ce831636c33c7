import { CADENCES } from '#core/model/audit-config.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import type { FinishedRound, SiteTally } from '#main/ports/read-model.ts';
import type { Session } from '../statements.ts';
import { LEAST_OPEN_URGENCY } from './filter.ts';

type CountRow = { readonly site: string; readonly n: number };
type OpenRow = CountRow & { readonly worst: number | null };

/** Findings and alerts of each site that has any, those in the archive too. */
export function createSiteTallies(session: Session): () => ReadonlyMap<string, SiteTally> {
  const findings = session.prepare<[], CountRow>(
    'SELECT site, count(*) AS n FROM finding INDEXED BY finding_site WHERE site IS NOT NULL GROUP BY site',
  );
  const open = session.prepare<[], OpenRow>(
    `SELECT site, count(*) AS n, max(CASE WHEN parent_id IS NULL THEN urgency % 4 END) AS worst
     FROM finding INDEXED BY finding_urgency
     WHERE urgency >= ${LEAST_OPEN_URGENCY} AND site IS NOT NULL GROUP BY site`,
  );
  const alerts = session.prepare<[], CountRow>(
    'SELECT site, count(*) AS n FROM alert WHERE site IS NOT NULL GROUP BY site',
  );
  const archived = session.prepare<[], CountRow & { readonly alerts: number }>(
    'SELECT site, count(*) AS n, sum(alerted) AS alerts FROM archived_finding WHERE site IS NOT NULL GROUP BY site',
  );
  return () => {
    const moved = archived.all();
    const openOf = new Map(open.all().map((row) => [row.site, row]));
    const alertsOf = summed([...alerts.all(), ...moved.map(({ site, alerts: n }) => ({ site, n }))]);
    return new Map(
      [...summed([...findings.all(), ...moved])].map(([site, n]): [string, SiteTally] => {
        const now = openOf.get(site);
        const worst = now === undefined || now.worst === null ? null : (SEVERITIES[3 - now.worst] ?? null);
        const tally = {
          total_findings: n,
          open_findings: now?.n ?? 0,
          worst,
          alerts: alertsOf.get(site) ?? 0,
        };
        return [site, tally];
      }),
    );
  };
}

function summed(rows: readonly CountRow[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { site, n } of rows) sums.set(site, (sums.get(site) ?? 0) + n);
  return sums;
}

/** The newest slot of each cadence that was run. */
export function createLastRounds(session: Session): () => readonly FinishedRound[] {
  const newest = session.prepare<[string], FinishedRound>(
    `SELECT cadence, slot, ran_at, site_count AS sites, duration_ms, breaches, suppressed, failures
     FROM ledger WHERE cadence = ? AND outcome = 'RAN' ORDER BY slot DESC LIMIT 1`,
  );
  return () => CADENCES.flatMap((cadence) => newest.all(cadence));
}

/** Sites that any cadence has run at. */
export function createAuditedSites(session: Session): () => ReadonlySet<number> {
  const audited = session.pluck<[], number>('SELECT DISTINCT site_id FROM due WHERE last_run_at IS NOT NULL');
  return () => new Set(audited.all());
}
