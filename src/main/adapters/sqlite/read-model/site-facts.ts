import { LONGEST_ATTENDANCE } from '#core/audit/duty.ts';
import { TOUR_STREAMS } from '#core/audit/expected-tours.ts';
import type { SiteDocument } from '#core/config/document.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { STREAM } from '#core/model/event.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { DAY } from '#core/model/time.ts';
import { periodOf } from '#core/schedule/due.ts';
import { phaseOf } from '#core/schedule/spread.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { SiteFacts } from '#main/ports/site-facts.ts';
import type { DueRow } from '#main/ports/store.ts';
import { HOT, walkedHotRows } from '../events/hot.ts';
import { createActivity } from '../events/reads.ts';
import { createSignals } from '../events/signals.ts';
import { HELD } from '../held-documents.ts';
import { hasSite, type SiteBitmap } from '../site-bitmap.ts';
import type { Session } from '../statements.ts';
import { LEAST_OPEN_URGENCY } from './filter.ts';

type Span = { readonly site: string; readonly week: number; readonly month: number };
type Sums = { readonly last_7_days: number; readonly last_30_days: number };
type TypeRow = Sums & { readonly finding_type: string; readonly rank: number; readonly open: number };

const DISPOSITIONS_OF = 90 * DAY;
const DUTY_STREAMS = [STREAM.attendance, STREAM.check_in] as const;

const TYPES = `
  SELECT finding_type, max(severity_rank) AS rank, sum(urgency >= ${LEAST_OPEN_URGENCY}) AS open,
         sum(detected_at >= @week) AS last_7_days, sum(detected_at >= @month) AS last_30_days
    FROM finding INDEXED BY finding_site WHERE site = @site GROUP BY finding_type`;
const SEEN = `
  SELECT p.code AS person, max(e.ts) AS at FROM (
    SELECT person_id, ts FROM seen WHERE site_id = @id AND person_id > 0 AND ts <= @at
    UNION ALL
    SELECT person_id, ts FROM ${HOT} WHERE ts <= @at AND site_id = @id AND person_id IS NOT NULL
  ) e CROSS JOIN person p ON p.id = e.person_id GROUP BY e.person_id`;

/** What is known of one site's findings. */
function createFindingFacts(session: Session) {
  const types = session.prepare<[Span], TypeRow>(TYPES);
  const tally = session.prepare<[string], { total: number; open: number; worst: number | null }>(
    `SELECT count(*) AS total, sum(urgency >= ${LEAST_OPEN_URGENCY}) AS open,
       max(CASE WHEN urgency >= ${LEAST_OPEN_URGENCY} AND parent_id IS NULL THEN severity_rank END) AS worst
     FROM finding INDEXED BY finding_site WHERE site = ?`,
  );
  const alerts = session.prepare<[Span], Sums & { total: number }>(
    `SELECT count(*) AS total, coalesce(sum(created_at >= @week), 0) AS last_7_days,
       coalesce(sum(created_at >= @month), 0) AS last_30_days FROM alert WHERE site = @site`,
  );
  const archived = session.prepare<[string], { total: number; alerts: number }>(
    'SELECT count(*) AS total, coalesce(sum(alerted), 0) AS alerts FROM archived_finding WHERE site = ?',
  );
  const suppressed = session.prepare<[Span & { at: number }], SiteFacts['suppressed']>(
    `SELECT coalesce(sum(window_start <= @at AND window_end > @at), 0) AS now,
       coalesce(sum(count) FILTER (WHERE last_at >= @week), 0) AS last_7_days,
       coalesce(sum(count) FILTER (WHERE last_at >= @month), 0) AS last_30_days
     FROM suppressed WHERE site = @site`,
  );
  const dispositions = session.prepare<[string, number], SiteFacts['dispositions'][number]>(
    `SELECT disposition, count(*) AS count FROM finding INDEXED BY finding_site
     WHERE site = ? AND resolved_at >= ? AND disposition IS NOT NULL GROUP BY disposition`,
  );
  return (
    site: string,
    at: number,
  ): Pick<SiteFacts, 'tally' | 'types' | 'alerts' | 'suppressed' | 'dispositions'> => {
    const span = { site, week: at - 7 * DAY, month: at - 30 * DAY };
    const all = tally.get(site);
    const moved = archived.get(site) ?? { total: 0, alerts: 0 };
    const { total = 0, ...recent } = alerts.get(span) ?? { last_7_days: 0, last_30_days: 0 };
    return {
      types: types.all(span).map(({ rank, ...row }) => ({ ...row, worst: SEVERITIES[3 - rank] ?? 'LOW' })),
      tally:
        all === undefined
          ? null
          : {
              total_findings: all.total + moved.total,
              open_findings: all.open ?? 0,
              worst: all.worst === null ? null : (SEVERITIES[3 - all.worst] ?? null),
              alerts: total + moved.alerts,
            },
      alerts: recent,
      suppressed: suppressed.get({ ...span, at }) ?? { now: 0, last_7_days: 0, last_30_days: 0 },
      dispositions: dispositions.all(site, at - DISPOSITIONS_OF),
    };
  };
}

/** How long the rounds of a day took at the site: the duration of each shared out among its sites. */
function createRoundTimes(session: Session) {
  type Asked = { cadence: string; from: number; period: number; phase: number };
  type Round = { readonly duration_ms: number; readonly site_count: number; readonly sites: SiteBitmap };
  const rounds = session.prepare<[Asked], Round>(
    `SELECT duration_ms, site_count, sites FROM ledger
     WHERE cadence = @cadence AND slot > @from AND outcome = 'RAN' AND site_count > 0
       AND (slot - @phase) % @period = 0 ORDER BY slot`,
  );
  return (site: Site, at: number): SiteFacts['round_ms'] =>
    new Map(
      CADENCES.map((cadence) => {
        const period = periodOf(site.audit, cadence);
        const found = rounds.all({ cadence, from: at - DAY, period, phase: phaseOf(site.code, period) });
        const own = found.filter(({ sites }) => hasSite(sites, site.id));
        return [cadence, own.map(({ duration_ms, site_count }) => duration_ms / site_count)];
      }),
    );
}

/** The site's part of the configuration that no audit needs, and the sources that it has. */
function createPlaceFacts(session: Session) {
  const document = session.pluck<[number], string>(`SELECT document FROM ${HELD.site} WHERE id = ?`);
  const sources = session.prepare<[number], SiteFacts['sources'][number]>(
    `SELECT s.code, s.last_event_at, s.last_received_at FROM source_site t JOIN source s ON s.id = t.source_id
     WHERE t.site_id = ? ORDER BY s.code`,
  );
  return ({ id }: Site): Pick<SiteFacts, 'sources' | 'named_sources' | 'contacts' | 'instructions'> => {
    // Safe: only what the schema of the configuration has accepted is stored.
    const written = JSON.parse(document.get(id) ?? '{}') as Partial<SiteDocument>;
    return {
      sources: sources.all(id),
      named_sources: written.sources ?? [],
      contacts: written.contacts ?? [],
      instructions: written.instructions ?? {},
    };
  };
}

/** Everything that the page of one site shows, in a constant number of statements. */
export function createSiteFacts(
  session: Session,
  pools: ReadModel['profile']['pools'],
): ReadModel['siteFacts'] {
  const due = session.prepare<[number], DueRow>('SELECT * FROM due WHERE site_id = ? ORDER BY cadence');
  const seen = session.prepare<[{ id: number; at: number }], SiteFacts['seen'][number]>(SEEN);
  const activity = createActivity(session);
  const signals = createSignals(session, walkedHotRows(session));
  const findings = createFindingFacts(session);
  const roundTimes = createRoundTimes(session);
  const place = createPlaceFacts(session);
  return (site, at, toursFrom) => ({
    due: due.all(site.id),
    ...findings(site.code, at),
    ...place(site),
    round_ms: roundTimes(site, at),
    seen: seen.all({ id: site.id, at }),
    activity: [
      ...activity([site.id], DUTY_STREAMS, at - LONGEST_ATTENDANCE, at),
      ...activity([site.id], TOUR_STREAMS, toursFrom, at),
    ],
    devices: signals([site.id], [STREAM.device_heartbeats], at - DAY, at),
    pools: pools([site.id]).get(site.id) ?? [],
  });
}
