import type { DueRow, MissedRun, RoundRecord, ScheduleRepo } from '#main/ports/store.ts';
import { hasSite, type SiteBitmap, withSites } from './site-bitmap.ts';
import type { Session } from './statements.ts';

type LedgerKey = Pick<RoundRecord, 'cadence' | 'slot' | 'outcome'> & { readonly into_slot: number };
type LedgerEntry = Omit<RoundRecord, 'site_ids' | 'into_slot'> &
  LedgerKey & { readonly sites: SiteBitmap; readonly added: number };

type RunKey = Pick<MissedRun, 'cadence' | 'from_slot' | 'period' | 'into_slot'>;
type RunEntry = RunKey & { readonly ran_at: number; readonly sites: SiteBitmap; readonly added: number };

const NONE: SiteBitmap = new Uint8Array();

/** By place, and whole: half of what an update by names takes, for every site of a round. */
const SAVE_DUE = `
  REPLACE INTO due (site_id, cadence, next_slot, first_slot, last_slot, last_run_at, watched_since, runs)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const ADD_TO_LEDGER = `
  INSERT INTO ledger (cadence, slot, outcome, into_slot, sites, site_count, ran_at, duration_ms,
                      breaches, opened, suppressed, failures, queries)
    VALUES (@cadence, @slot, @outcome, @into_slot, @sites, @added, @ran_at, @duration_ms,
            @breaches, @opened, @suppressed, @failures, @queries)
  ON CONFLICT DO UPDATE SET sites = excluded.sites, site_count = site_count + excluded.site_count,
    ran_at = max(ran_at, excluded.ran_at), duration_ms = duration_ms + excluded.duration_ms,
    breaches = breaches + excluded.breaches, opened = opened + excluded.opened,
    suppressed = suppressed + excluded.suppressed, failures = failures + excluded.failures,
    queries = queries + excluded.queries`;

const ADD_TO_MISSED = `
  INSERT INTO missed_run (cadence, from_slot, period, into_slot, sites, site_count, ran_at)
    VALUES (@cadence, @from_slot, @period, @into_slot, @sites, @added, @ran_at)
  ON CONFLICT DO UPDATE SET sites = excluded.sites, site_count = site_count + excluded.site_count,
    ran_at = max(ran_at, excluded.ran_at)`;

/** Where each site stands on each cadence, and the ledger of what became of every slot. */
export function createScheduleRepo(session: Session): ScheduleRepo {
  const due = session.prepare<[], DueRow>('SELECT * FROM due ORDER BY site_id, cadence');
  const saveDue = session.prepare<(number | string | null)[]>(SAVE_DUE);
  const sitesIn = session.pluck<[LedgerKey], SiteBitmap>(
    `SELECT sites FROM ledger
      WHERE cadence = @cadence AND slot = @slot AND outcome = @outcome AND into_slot = @into_slot`,
  );
  const missedBy = session.pluck<[RunKey], SiteBitmap>(
    `SELECT sites FROM missed_run
      WHERE cadence = @cadence AND from_slot = @from_slot AND period = @period AND into_slot = @into_slot`,
  );
  const addToMissed = session.prepare<[RunEntry]>(ADD_TO_MISSED);
  const addToLedger = session.prepare<[LedgerEntry]>(ADD_TO_LEDGER);
  return {
    due: () => due.all(),
    save(rows) {
      for (const row of rows) {
        const { site_id, cadence, next_slot, first_slot, last_slot, last_run_at, watched_since, runs } = row;
        saveDue.run(site_id, cadence, next_slot, first_slot, last_slot, last_run_at, watched_since, runs);
      }
    },
    record({ site_ids, into_slot, ...round }) {
      const key = {
        cadence: round.cadence,
        slot: round.slot,
        outcome: round.outcome,
        into_slot: into_slot ?? 0,
      };
      const known = sitesIn.get(key) ?? NONE;
      const fresh = [...new Set(site_ids)].filter((id) => !hasSite(known, id));
      if (fresh.length === 0) return [];
      addToLedger.run({ ...round, ...key, sites: withSites(known, fresh), added: fresh.length });
      return fresh;
    },
    missed({ site_ids, ran_at, ...key }) {
      const known = missedBy.get(key) ?? NONE;
      const fresh = [...new Set(site_ids)].filter((id) => !hasSite(known, id));
      if (fresh.length === 0) return [];
      addToMissed.run({ ...key, ran_at, sites: withSites(known, fresh), added: fresh.length });
      return fresh;
    },
    ran(cadence, slot, siteIds) {
      const sites = sitesIn.get({ cadence, slot, outcome: 'RAN', into_slot: 0 }) ?? NONE;
      return new Set(siteIds.filter((id) => hasSite(sites, id)));
    },
  };
}
