import { HOT } from '#main/adapters/sqlite/events/hot.ts';
import { checkIntegrity } from '#main/adapters/sqlite/read-model/integrity.ts';
import { sitesOf } from '#main/adapters/sqlite/site-bitmap.ts';
import type { Session } from '#main/adapters/sqlite/statements.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { createTrailRepo } from '#main/adapters/sqlite/trail.ts';
import type { MissedRun } from '#main/ports/store.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import type { Ack } from './acks.ts';
import type { Figures } from './suite.ts';

const BUCKET_MS = 300_000;

/** Reads a database beside or after its engine. Throws what `openReader` throws. */
export function reading<T>(file: string, look: (session: Session) => T): T {
  const reader = openReader(file, MIGRATIONS);
  try {
    return look(reader.session);
  } finally {
    reader.close();
  }
}

/** What was acknowledged and is not stored. */
export function missing(session: Session, acks: readonly Ack[]): readonly string[] {
  const hot = session.pluck<[number, number], number>('SELECT 1 FROM event_hot WHERE ts = ? AND key = ?');
  const run = session.pluck<[number, number, number], number>(
    'SELECT 1 FROM event_run WHERE bucket = ? AND ts = ? AND key = ?',
  );
  const revision = session.pluck<[string], number>('SELECT revision FROM finding WHERE id = ?');
  return acks.flatMap((ack) => {
    if (ack.kind === 'event') {
      const { ts, key } = ack;
      if (hot.get(ts, key) ?? run.get(Math.floor(ts / BUCKET_MS), ts, key)) return [];
      return [`the event ${key} of ${new Date(ts).toISOString()} was acknowledged and is not there`];
    }
    if (ack.kind !== 'finding') return [];
    const stored = revision.get(ack.id) ?? 0;
    if (stored >= ack.revision) return [];
    return [`revision ${ack.revision} of ${ack.id} was shown and the file holds ${stored}`];
  });
}

const DOUBLED = [
  [
    'event',
    `SELECT key || ' ×' || count(*) FROM (SELECT ts, site_id, stream, key FROM ${HOT}
       UNION ALL SELECT ts, site_id, stream, key FROM event_run) GROUP BY ts, site_id, stream, key HAVING count(*) > 1`,
  ],
  [
    // The same may be found again after it was resolved, but never beside itself. By the order of the trail, for clocks are set back.
    'finding',
    `WITH life AS (
       SELECT f.id, f.scope || f.scope_key || ' ' || f.finding_type || ' ' || f.subject AS what, min(t.seq) AS opened,
              coalesce(max(iif(CASE WHEN json_valid(p."after") THEN p."after" ->> 'status' END = 'RESOLVED', t.seq, NULL)), 9e15) AS resolved
         FROM finding f JOIN trail t ON t.entity = 'finding' AND t.entity_id = f.id JOIN trail_payload p USING (seq)
        GROUP BY f.id)
     SELECT a.what || ' ' || a.id || ' ' || b.id FROM life a JOIN life b
       ON a.what = b.what AND a.opened < b.opened AND b.opened < a.resolved`,
  ],
  [
    'alert of a finding',
    "SELECT finding_id || ' ×' || count(*) FROM alert GROUP BY finding_id HAVING count(*) > 1",
  ],
] as const;

const BROKEN = [
  [
    'a finding without the evidence of its opening',
    `SELECT id FROM finding f WHERE scope = 'site'
       AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.finding_id = f.id AND e.capture = 'OPENED')`,
  ],
  [
    'a finding whose opening is not in the trail',
    `SELECT id FROM finding f
       WHERE NOT EXISTS (SELECT 1 FROM trail t WHERE t.entity = 'finding' AND t.entity_id = f.id)`,
  ],
  [
    'a finding whose alert is not stored',
    `SELECT id FROM finding f WHERE alert_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.finding_id = f.id)`,
  ],
  [
    'a counter that does not agree with its events',
    `SELECT bucket || '/' || site_id || '/' || stream FROM roll5 r
       WHERE n <> (SELECT count(*) FROM event_run e
         WHERE e.bucket = r.bucket AND e.site_id = r.site_id AND e.stream = r.stream)`,
  ],
] as const;

/** What is there more than once, slots without or with two outcomes, and damage: of the file, the chain, of what belongs together. */
export function faultsIn(session: Session): Pick<Figures, 'doubled' | 'broken'> {
  const slots = slotFaults(session);
  const places = (sql: string) => session.pluck<[], string>(sql).all();
  return {
    doubled: [
      ...DOUBLED.flatMap(([what, sql]) => places(sql).map((place) => `the ${what} ${place} is doubled`)),
      ...slots.doubled,
    ],
    broken: [
      ...checkIntegrity(session, createTrailRepo(session).verify).problems,
      ...BROKEN.flatMap(([what, sql]) => places(sql).map((place) => `${what}: ${place}`)),
      ...slots.missing,
    ],
  };
}

type LedgerRow = { readonly cadence: string; readonly slot: number; readonly sites: Uint8Array };
type MissedRow = Omit<LedgerRow, 'slot'> & Pick<MissedRun, 'from_slot' | 'into_slot' | 'period'>;

/** Every slot that has an outcome, in order: what the ledger has, and what was missed, one slot after the other. */
function slotsOf(session: Session): readonly LedgerRow[] {
  const ran = session.prepare<[], LedgerRow>('SELECT cadence, slot, sites FROM ledger').all();
  const runs = session.prepare<[], MissedRow>('SELECT * FROM missed_run').all();
  const missed = runs.flatMap(({ cadence, from_slot, into_slot, period, sites }) =>
    Array.from({ length: (into_slot - from_slot) / period }, (_, place) => ({
      cadence,
      slot: from_slot + place * period,
      sites,
    })),
  );
  return [...ran, ...missed].sort((a, b) => a.slot - b.slot);
}

/** Slots with two outcomes or none, between the first and the last of each site and cadence. */
export function slotFaults(session: Session): {
  readonly doubled: readonly string[];
  readonly missing: readonly string[];
} {
  const outcomes = new Map<string, Map<number, number>>();
  for (const { cadence, slot, sites } of slotsOf(session)) {
    for (const site of sitesOf(sites)) {
      const key = `site ${site}, ${cadence}`;
      const slots = outcomes.get(key) ?? new Map<number, number>();
      outcomes.set(key, slots.set(slot, (slots.get(slot) ?? 0) + 1));
    }
  }
  const faults = { doubled: [] as string[], missing: [] as string[] };
  for (const [key, slots] of outcomes) judge(key, slots, faults);
  return faults;
}

/** Between the first slot and the last there is one for each period, which is the shortest distance of two. */
function judge(
  key: string,
  outcomes: ReadonlyMap<number, number>,
  faults: { readonly doubled: string[]; readonly missing: string[] },
): void {
  const slots = [...outcomes.keys()];
  const period = slots.reduce(
    (least, slot, index) => Math.min(least, slot - (slots[index - 1] ?? -Infinity)),
    Infinity,
  );
  const where = (slot: number) => `the slot ${new Date(slot).toISOString()} of ${key}`;
  for (const [slot, count] of outcomes)
    if (count > 1) faults.doubled.push(`${where(slot)} has ${count} outcomes`);
  for (let slot = slots[0] ?? 0; slot <= (slots.at(-1) ?? -1); slot += period)
    if (!outcomes.has(slot)) faults.missing.push(`${where(slot)} has no outcome`);
}
