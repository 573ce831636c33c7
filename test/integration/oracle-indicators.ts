import Database from 'better-sqlite3';
import type { IndicatorName } from '#core/model/indicator.ts';

type Row = Readonly<Record<string, never>> & Record<string, unknown>;
/** What is wanted of each indicator: its value and n. */
export type Recomputed = Readonly<Partial<Record<IndicatorName, readonly [value: number | null, n: number]>>>;
export type Wanted = {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** Codes of the sites; null: all, and what belongs to none. */
  readonly sites: readonly string[] | null;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Every indicator once more, from nothing but the rows of the database, one row after the other, in another way than the program's: it
 * shares no code with it.
 */
export function recompute(file: string, wanted: Wanted): Recomputed {
  const db = new Database(file, { readonly: true });
  try {
    const all = (sql: string) => db.prepare<[], Row>(sql).all();
    return {
      ...ofFindings(all, wanted),
      ...ofReviews(all, wanted),
      ...ofAlerts(all, wanted),
      ...ofSites(all, wanted),
    };
  } finally {
    db.close();
  }
}

type All = (sql: string) => Row[];
const num = (value: unknown): number => value as number;
const ratio = (part: number, whole: number, scale = 100): readonly [number | null, number] => [
  whole === 0 ? null : scale * (part / whole),
  whole,
];
const mean = (values: readonly number[], unit = MINUTE): readonly [number | null, number] => [
  values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / unit / values.length,
  values.length,
];
const isOf = (row: Row, sites: Wanted['sites']): boolean =>
  sites === null || sites.includes(String(row.site));

function ofFindings(all: All, { from, to, now, sites }: Wanted): Recomputed {
  const sla = new Map(
    all('SELECT finding_type, version, document FROM runbook').map((row) => [
      `${row.finding_type} ${row.version}`,
      JSON.parse(String(row.document)).escalation_sla_minutes * MINUTE,
    ]),
  );
  const acks = new Map<string, number>();
  for (const row of all(
    `SELECT at, entity_id FROM trail WHERE action = 'finding.acknowledged' ORDER BY seq DESC`,
  ))
    acks.set(String(row.entity_id), num(row.at));
  const rows = all('SELECT * FROM finding').filter(
    (row) => num(row.detected_at) >= from && num(row.detected_at) < to && isOf(row, sites),
  );
  const took: number[] = [];
  const answered: number[] = [];
  const done: number[] = [];
  const alone: number[] = [];
  const verdicts = new Map<unknown, number>();
  let [met, asked, chatter] = [0, 0, 0];
  for (const row of rows) {
    const detected = num(row.detected_at);
    const acked = acks.get(String(row.id));
    const resolved = row.resolved_at === null ? undefined : num(row.resolved_at);
    const cleared = row.cleared_at === null ? undefined : num(row.cleared_at);
    if (row.delivered_late === 0 && row.finding_type !== 'MANUAL') {
      took.push(detected - num(row.condition_started_at));
      if (row.finding_type === 'LONE_WORKER_OVERDUE') alone.push(detected - num(row.condition_started_at));
    }
    if (acked !== undefined) answered.push(acked - detected);
    if (resolved !== undefined) {
      done.push(resolved - detected);
      verdicts.set(row.disposition, (verdicts.get(row.disposition) ?? 0) + 1);
    }
    if (row.chattering === 1) chatter += 1;
    const time = sla.get(`${row.runbook_type} ${row.runbook_version}`);
    if (time === undefined || row.parent_id !== null) continue;
    const over = detected + time;
    const firstAnswer = Math.min(acked ?? Infinity, resolved ?? Infinity);
    if (firstAnswer <= over) {
      met += 1;
      asked += 1;
    } else if (over < now && (cleared === undefined || cleared > over)) asked += 1;
  }
  const of = (name: string) => verdicts.get(name) ?? 0;
  const settled = rows.filter((row) => row.resolved_at !== null && row.parent_id === null);
  const sent = all('SELECT * FROM dispatch').filter((row) => row.called_off_at === null);
  const siteOf = new Map(all('SELECT id, site FROM finding').map((row) => [row.id, row]));
  const sentThen = sent.filter((row) => {
    const about = siteOf.get(row.finding_id);
    return num(row.sent_at) >= from && num(row.sent_at) < to && about !== undefined && isOf(about, sites);
  });
  const without = settled.filter((row) => !sent.some((each) => each.finding_id === row.id));
  const months = siteDays(all, { from, to, sites }) / 30;
  return {
    avg_detection_minutes: mean(took),
    lone_worker_under_5min_pct: ratio(alone.filter((ms) => ms < 5 * MINUTE).length, alone.length),
    avg_acknowledge_minutes: mean(answered),
    mttr_minutes: mean(done),
    false_positive_rate: ratio(
      of('FALSE_POSITIVE'),
      of('TRUE_POSITIVE') + of('BENIGN') + of('FALSE_POSITIVE'),
      1,
    ),
    sla_compliance_pct: ratio(met, asked),
    console_chattering: [chatter, rows.length],
    dispatches_per_site_month: [sentThen.length / months, months],
    settled_without_dispatch_pct: ratio(without.length, settled.length),
  };
}

function ofReviews(all: All, { from, to, sites }: Wanted): Recomputed {
  const rows = all('SELECT * FROM review').filter(
    (row) => num(row.detected_at) >= from && num(row.detected_at) < to && isOf(row, sites),
  );
  return { review_agreement_pct: ratio(rows.filter((row) => row.was === row.became).length, rows.length) };
}

/** Days for which sites were audited: from the first slot that their bit stands in. */
function siteDays(all: All, { from, to, sites }: Pick<Wanted, 'from' | 'to' | 'sites'>): number {
  const first = firsts(all);
  let days = 0;
  for (const row of all('SELECT id, code AS site FROM site')) {
    const since = first.get(num(row.id));
    if (since !== undefined && isOf(row, sites)) days += Math.max(0, to - Math.max(from, since)) / DAY;
  }
  return days;
}

function firsts(all: All): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const row of all('SELECT slot, sites FROM ledger ORDER BY slot DESC')) {
    const bits = row.sites as unknown as Uint8Array;
    for (let id = 0; id < bits.length * 8; id += 1)
      if (((bits[id >> 3] ?? 0) >> (id & 7)) & 1) first.set(id, num(row.slot));
  }
  return first;
}

function ofAlerts(all: All, { from, to, sites }: Wanted): Recomputed {
  const rows = all('SELECT * FROM alert').filter(
    (row) => num(row.created_at) >= from && num(row.created_at) < to && isOf(row, sites),
  );
  const known = firsts(all);
  const own = all('SELECT id, code AS site FROM site').filter((row) => isOf(row, sites));
  const began = Math.max(from, Math.min(...own.flatMap((row) => known.get(num(row.id)) ?? [])));
  const days = siteDays(all, { from, to, sites });
  const hours = (to - began) / HOUR;
  const periods = Math.ceil((to - began) / (10 * MINUTE));
  const perPeriod = new Map<number, number>();
  const perAlarm = new Map<string, number>();
  for (const row of rows) {
    const period = Math.floor((num(row.created_at) - from) / (10 * MINUTE));
    perPeriod.set(period, (perPeriod.get(period) ?? 0) + 1);
    const name = `${row.site}/${row.alert_type}`;
    perAlarm.set(name, (perAlarm.get(name) ?? 0) + 1);
  }
  const top = [...perAlarm.values()].sort((a, b) => b - a).slice(0, 10);
  const stale = all('SELECT * FROM finding').filter((row) => {
    const isOver = (at: unknown) => at !== null && num(at) <= to;
    const stands = !isOver(row.cleared_at) && !isOver(row.resolved_at) && row.alert_id !== null;
    return stands && isOf(row, sites) && num(row.detected_at) <= to - DAY;
  }).length;
  const share = (...names: string[]) =>
    ratio(rows.filter((row) => names.includes(String(row.severity))).length, rows.length);
  return {
    alerts_per_site_day: [rows.length / days, days],
    alerts_per_operator_hour: [rows.length / hours, hours],
    console_alerts_per_10min: [rows.length / periods, periods],
    console_flood_pct: ratio([...perPeriod.values()].filter((n) => n > 10).length, periods),
    console_stale: [stale, Math.max(stale, rows.length)],
    console_top10_pct: ratio(
      top.reduce((a, b) => a + b, 0),
      rows.length,
    ),
    console_low_pct: share('LOW', 'MEDIUM'),
    console_high_pct: share('HIGH'),
    console_critical_pct: share('CRITICAL'),
  };
}

type Tour = {
  code: string;
  mandatory: boolean;
  starts: { days: string[]; at: string }[];
  duration_minutes: number;
  grace_minutes: number;
};

function ofSites(all: All, { from, to, sites }: Wanted): Recomputed {
  const first = firsts(all);
  let [due, walked, tasks, inTime, stable, count] = [0, 0, 0, 0, 0, 0];
  for (const row of all('SELECT id, code AS site, document FROM site').filter((each) => isOf(each, sites))) {
    const since = Math.max(from, first.get(num(row.id)) ?? Infinity);
    const document = JSON.parse(String(row.document));
    const events = all(`SELECT * FROM activity WHERE site_id = ${row.id}`);
    for (const tour of (document.tours ?? []) as Tour[]) {
      const { judged, good } = judgeTour(tour, document.timezone, events, since, to);
      due += judged;
      walked += good;
    }
    const judged = judgeTasks(events, since, to);
    tasks += judged.due;
    inTime += judged.good;
    count += 1;
    if (isStable(all(`SELECT * FROM profile WHERE site_id = ${row.id}`))) stable += 1;
  }
  return {
    tours_on_time_pct: ratio(walked, due),
    tasks_on_time_pct: ratio(inTime, tasks),
    stable_sites_pct: ratio(stable, count),
  };
}

/** Looks at every minute of the span whether a tour starts in it. */
function judgeTour(tour: Tour, timezone: string, events: readonly Row[], from: number, to: number) {
  if (!tour.mandatory) return { judged: 0, good: 0 };
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: timezone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const starts: number[] = [];
  for (let at = Math.floor((from - DAY) / MINUTE) * MINUTE; at < to + 2 * DAY; at += MINUTE) {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = parts.get('weekday')?.toUpperCase() ?? '';
    const time = `${parts.get('hour')}:${parts.get('minute')}`;
    if (tour.starts.some((start) => start.days.includes(day) && start.at === time)) starts.push(at);
  }
  const grace = tour.grace_minutes * MINUTE;
  const runs = Map.groupBy(
    events.filter((row) => row.subject === tour.code && row.run !== null),
    (row) => row.run,
  );
  let [judged, good] = [0, 0];
  starts.forEach((at, index) => {
    const deadline = at + tour.duration_minutes * MINUTE + grace;
    if (deadline < from || deadline >= to) return;
    judged += 1;
    const own = [...runs.values()].flatMap((rows) => {
      const began = Math.min(...rows.map((row) => num(row.ts)));
      const ends = rows.filter((row) => row.status === 'COMPLETED').map((row) => num(row.ts));
      const isOwn = began >= at - grace && began < (starts[index + 1] ?? Infinity) - grace;
      return isOwn ? [{ began, end: ends.length === 0 ? null : Math.min(...ends) }] : [];
    });
    const walked = own
      .filter(({ end }) => end !== null)
      .sort((a, b) => Math.abs(a.began - at) - Math.abs(b.began - at));
    if ((walked[0]?.end ?? Infinity) <= deadline) good += 1;
  });
  return { judged, good };
}

function judgeTasks(events: readonly Row[], from: number, to: number) {
  let [due, good] = [0, 0];
  for (const rows of Map.groupBy(events, (row) => row.subject).values()) {
    const said = rows.filter((row) => row.due !== null).sort((a, b) => num(b.ts) - num(a.ts));
    const [newest] = said;
    if (newest === undefined || num(newest.due) < from || num(newest.due) >= to) continue;
    const ends = (status: string) =>
      Math.min(Infinity, ...rows.filter((row) => row.status === status).map((row) => num(row.ts)));
    const [completed, cancelled] = [ends('COMPLETED'), ends('CANCELLED')];
    if (cancelled <= num(newest.due) && cancelled < completed) continue;
    due += 1;
    if (completed <= num(newest.due)) good += 1;
  }
  return { due, good };
}

/** Five built-in metrics with 168 hours each; an hour is stable with thirty samples in its hour of the day, working days and others apart. */
function isStable(cells: readonly Row[]): boolean {
  const samples = new Map<string, number>();
  const poolOf = (row: Row) => {
    const hour = num(row.hour_of_week);
    return `${row.stream} ${hour % 24} ${Math.floor(hour / 24) < 5}`;
  };
  for (const row of cells) samples.set(poolOf(row), (samples.get(poolOf(row)) ?? 0) + num(row.n));
  const hours = [...samples].reduce(
    (sum, [pool, n]) => sum + (n < 30 ? 0 : pool.endsWith('true') ? 5 : 2),
    0,
  );
  return hours >= 0.8 * 5 * 168;
}
