import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FindingSums } from '#core/indicators/finding-sums.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { DISPOSITIONS, type Finding } from '#core/model/finding.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { differingSums } from '#main/adapters/sqlite/read-model/indicators.ts';
import type { AlarmSums, IndicatorQuestion } from '#main/ports/read-model.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const AT = Date.UTC(2026, 0, 5);
const NOW = AT + 4 * DAY;
const TYPES = ['TOUR_OVERDUE', 'TOUR_LATE', 'LONE_WORKER_OVERDUE', 'MANUAL'];
const SITES = ['S-1', 'S-2', 'S-3', 'S-4', 'S-GONE', null];
const OWNERS = [
  { tenant: 'T-1', client: 'C-1' },
  { tenant: 'T-2', client: 'C-1' },
  { tenant: null, client: null },
];

const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const minutes = (most: number) => fc.integer({ min: 0, max: most });
const people = fc.constantFrom('local:ada', 'local:bob');
/** Instants on cells' bounds, a millisecond beside them, and anywhere. */
const instant = fc.oneof(
  fc.integer({ min: 0, max: 96 }).map((hour) => AT + hour * HOUR),
  fc.integer({ min: 1, max: 4 }).map((day) => AT + day * DAY - 1),
  fc.integer({ min: AT, max: NOW }),
);
/** What a finding is at some time, whatever it was before. What is at a site is somebody's. */
const State = fc.record({
  detected_at: instant,
  site: fc.constantFrom(...SITES),
  owner: fc.constantFrom(...OWNERS),
  finding_type: fc.constantFrom(...TYPES),
  subject: fc.constantFrom('tour:T-1', 'tour:T-1@2026-01-05T01:00', 'tour:T-2@2026-01-06T01:00'),
  took: minutes(9),
  acknowledged: orNull(fc.record({ after: minutes(90), by: people })),
  resolved: orNull(
    fc.record({ after: minutes(3_000), by: people, disposition: fc.constantFrom(...DISPOSITIONS) }),
  ),
  cleared: orNull(minutes(3_000)),
  sla_minutes: orNull(fc.constantFrom(15, 60, 10_080)),
  delivered_late: fc.boolean(),
  chattering: fc.boolean(),
  isAdopted: fc.boolean(),
  hasAlert: fc.boolean(),
  /** As nearly always: found then and there for good, whatever else becomes of it. */
  stays: fc.integer({ min: 0, max: 3 }).map((chance) => chance > 0),
});
type State = typeof State extends fc.Arbitrary<infer Value> ? Value : never;

const PARENT = findingWith({ id: 'F-PARENT', detected_at: AT });

function findingOf(number: number, state: State): Finding {
  const {
    stays: _,
    owner,
    took,
    acknowledged,
    resolved,
    cleared,
    isAdopted,
    hasAlert,
    detected_at,
    ...rest
  } = state;
  const after = (wait: number) => detected_at + wait * MINUTE;
  return findingWith({
    ...{
      ...rest,
      ...(rest.site !== null && owner.tenant === null ? OWNERS[0] : owner),
      id: `F-${number}`,
      detected_at,
      condition_started_at: detected_at - took * MINUTE,
    },
    scope_key: `K-${number}`,
    status: resolved === null ? 'NEW' : 'RESOLVED',
    first_acknowledged_at: acknowledged && after(acknowledged.after),
    first_acknowledged_by: acknowledged?.by ?? null,
    resolved_at: resolved && after(resolved.after),
    resolved_by: resolved?.by ?? null,
    disposition: resolved?.disposition ?? null,
    cleared_at: cleared === null ? null : after(cleared),
    parent_id: isAdopted ? PARENT.id : null,
    alert_id: hasAlert ? `A-${number}` : null,
  });
}

const LIMITED: readonly TenantScope[] = [
  { tenants: ['T-1'] },
  { tenants: [], sites: ['S-2'] },
  { tenants: ['T-2'], clients: [{ tenant: 'T-1', client: 'C-1' }] },
  { tenants: [] },
];
const many = (...codes: readonly string[]) => [...codes, ...Array.from({ length: 25 }, (_, n) => `S-X${n}`)];
const Question = fc.record({
  scope: fc.oneof(fc.constant<TenantScope>('all'), fc.constantFrom(...LIMITED)),
  sites: fc.constantFrom(
    null,
    null,
    null,
    ['S-1'],
    ['S-2', 'S-3'],
    many('S-1', 'S-4'),
    many('S-GONE', 'S-2'),
  ),
  owner: fc.constantFrom(null, null, null, { tenant: 'T-1', client: null }, { tenant: 'T-2', client: 'C-1' }),
  rule: fc.constantFrom(null, null, null, 'TOUR_OVERDUE', 'TOUR_*'),
  operator: fc.constantFrom(null, null, null, null, 'local:ada'),
  span: fc.tuple(instant, instant).filter(([a, b]) => a !== b),
  zone: fc.constantFrom(0, -2 * HOUR, 5.5 * HOUR, 11 * HOUR),
});

function isAsked(one: Finding, { sites, owner, rule, operator, from, to }: IndicatorQuestion): boolean {
  return (
    one.detected_at >= from &&
    one.detected_at < to &&
    (sites === null || sites.includes(one.site ?? 'none')) &&
    (owner === null || (one.tenant === owner.tenant && (owner.client ?? one.client) === one.client)) &&
    (rule === null ||
      (rule === 'TOUR_*' ? one.finding_type.startsWith('TOUR_') : one.finding_type === rule)) &&
    (operator === null || one.first_acknowledged_by === operator || one.resolved_by === operator)
  );
}

/** Added up once more, a finding after the other. */
function recomputed(findings: readonly Finding[], operator: string | null, now: number): FindingSums {
  const sums: { -readonly [Name in keyof FindingSums]: number } = {
    ...{ findings: 0, detected: 0, detected_ms: 0, late: 0, late_ms: 0, acknowledged: 0, acknowledged_ms: 0 },
    ...{ resolved: 0, resolved_ms: 0, true_positive: 0, benign: 0, false_positive: 0, undetermined: 0 },
    ...{ alone: 0, alone_soon: 0, sla: 0, sla_met: 0, chattering: 0, settled: 0 },
  };
  for (const one of findings) {
    sums.findings += 1;
    const took = one.detected_at - one.condition_started_at;
    if (one.delivered_late) {
      sums.late += 1;
      sums.late_ms += took;
    } else if (one.finding_type !== 'MANUAL') {
      sums.detected += 1;
      sums.detected_ms += took;
      if (one.finding_type === 'LONE_WORKER_OVERDUE') sums.alone += 1;
      if (one.finding_type === 'LONE_WORKER_OVERDUE' && took < 5 * MINUTE) sums.alone_soon += 1;
    }
    const { first_acknowledged_at: seen, resolved_at: done } = one;
    if (seen !== null && (operator ?? one.first_acknowledged_by) === one.first_acknowledged_by) {
      sums.acknowledged += 1;
      sums.acknowledged_ms += seen - one.detected_at;
    }
    if (done !== null && (operator ?? one.resolved_by) === one.resolved_by) {
      sums.resolved += 1;
      sums.resolved_ms += done - one.detected_at;
      if (one.disposition === 'TRUE_POSITIVE') sums.true_positive += 1;
      if (one.disposition === 'BENIGN') sums.benign += 1;
      if (one.disposition === 'FALSE_POSITIVE') sums.false_positive += 1;
      if (one.disposition === 'UNDETERMINED') sums.undetermined += 1;
    }
    if (one.chattering) sums.chattering += 1;
    if (done !== null && one.parent_id === null) sums.settled += 1;
    if (one.sla_minutes === null || one.parent_id !== null) continue;
    const over = one.detected_at + one.sla_minutes * MINUTE;
    const isMet = Math.min(seen ?? Infinity, done ?? Infinity) <= over;
    if (isMet) sums.sla_met += 1;
    if (isMet || (over < now && (one.cleared_at ?? Infinity) > over)) sums.sla += 1;
  }
  return sums;
}

/** A history: findings in some order, each of them perhaps several times; those that are deleted at last. */
const History = fc.record({
  saves: fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), State), { minLength: 1, maxLength: 24 }),
  deleted: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }),
  questions: fc.array(Question, { minLength: 20, maxLength: 20 }),
  now: fc.constantFrom(NOW, AT + 2 * DAY, NOW + 30 * DAY),
});
type History = typeof History extends fc.Arbitrary<infer Value> ? Value : never;

/** S-1 and S-3 are the first tenant's now, S-2 and S-4 the second's. */
const FLEET = fleetDocument({ sites: 4, tenants: 2 });

const cellOf = ({ detected_at, site, owner, finding_type }: State) => ({
  detected_at,
  site,
  owner,
  finding_type,
});

function live({ saves, deleted }: History, bench: ReadBench): readonly Finding[] {
  const { store } = bench;
  const known = new Map<string, Finding>([[PARENT.id, PARENT]]);
  const cells = new Map<number, ReturnType<typeof cellOf>>();
  bench.save([PARENT]);
  for (const [number, state] of saves) {
    const before = cells.get(number);
    const cell = state.stays && before !== undefined ? before : cellOf(state);
    cells.set(number, cell);
    const one = findingOf(number, { ...state, ...cell });
    known.set(one.id, one);
    bench.save([one]);
  }
  store.transaction(() => {
    for (const { id, site, alert_id, ...one } of known.values())
      if (alert_id !== null)
        store.alerts.save([
          {
            ...{ id: alert_id, finding_id: id, site, severity: one.severity, alert_type: one.finding_type },
            ...{ message: 'x', created_at: one.detected_at, state: 'OPEN' },
          },
        ]);
    const db = bench.store.session;
    for (const number of deleted) {
      known.delete(`F-${number}`);
      db.prepare('DELETE FROM alert WHERE finding_id = ?').run(`F-${number}`);
      db.prepare('DELETE FROM finding WHERE id = ?').run(`F-${number}`);
    }
  });
  return [...known.values()];
}

const questionOf = ({ span: [a, b], zone, ...rest }: History['questions'][number]): IndicatorQuestion => ({
  ...rest,
  from: Math.min(a, b) - zone,
  to: Math.max(a, b) - zone,
});

const seenBy = (bench: ReadBench, scope: TenantScope, findings: readonly Finding[]): readonly Finding[] => {
  const ids = bench.readModel.findings.rows(
    scope,
    findings.map(({ id }) => id),
  );
  const seen = new Set(ids.map(({ id }) => id));
  return findings.filter(({ id }) => seen.has(id));
};

it('are kept with whatever becomes of a finding, and answer every question as its findings do one after the other', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(History, (history) => {
      using bench = readBench(FLEET);
      const findings = live(history, bench);
      expect(differingSums(bench.store.session)).toEqual([]);
      for (const asked of history.questions) {
        const question = questionOf(asked);
        const counted = seenBy(bench, question.scope, findings).filter((one) => isAsked(one, question));
        expect([question, bench.readModel.indicators.findings(question, history.now)]).toEqual([
          question,
          recomputed(counted, question.operator, history.now),
        ]);
      }
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

function alarmsOf(findings: readonly Finding[]): ReadonlyMap<string, AlarmSums> {
  const nothing = { findings: 0, alerts: 0, chattering: 0, stale: 0 };
  const unjudged = { true_positive: 0, benign: 0, false_positive: 0, undetermined: 0 };
  const alarms = new Map<string, AlarmSums>();
  for (const one of findings) {
    const { finding_type, site } = one;
    const subject = one.subject.split('@')[0] ?? '';
    const key = `${finding_type} ${site} ${subject}`;
    const known = alarms.get(key) ?? { finding_type, site, subject, ...nothing, ...unjudged };
    const stoodLong = (over: number | null) => over === null || over - one.detected_at > DAY;
    const isStale = one.alert_id !== null && stoodLong(one.cleared_at) && stoodLong(one.resolved_at);
    const isJudged = (as: string) => (one.disposition === as ? 1 : 0);
    alarms.set(key, {
      ...known,
      findings: known.findings + 1,
      alerts: known.alerts + (one.alert_id === null ? 0 : 1),
      chattering: known.chattering + (one.chattering ? 1 : 0),
      stale: known.stale + (isStale ? 1 : 0),
      true_positive: known.true_positive + isJudged('TRUE_POSITIVE'),
      benign: known.benign + isJudged('BENIGN'),
      false_positive: known.false_positive + isJudged('FALSE_POSITIVE'),
      undetermined: known.undetermined + isJudged('UNDETERMINED'),
    });
  }
  return alarms;
}

it('count the alarms and alerts of sites that changed hands for whoever they were found for, and for nobody else', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(History, async (history) => {
      using bench = readBench(FLEET);
      bench.clock.step(NOW - bench.clock.now());
      const findings = live(history, bench);
      const span = { from: AT + 1, to: NOW - 3 * HOUR };
      const places = [
        [{ of: 'ALL' }, { sites: null, owner: null }],
        [
          { of: 'TENANT', tenant: 'T-1' },
          { sites: ['S-1', 'S-3'], owner: { tenant: 'T-1', client: null } },
        ],
        [
          { of: 'SITE', site: 'S-2' },
          { sites: ['S-2'], owner: null },
        ],
      ] as const;
      for (const [scope, place] of places) {
        for (const seen of ['all', ...LIMITED.slice(0, 1)] as const) {
          if (seen !== 'all' && scope.of === 'SITE') continue; // it is not theirs, and refused
          const question = { scope: seen, ...place, rule: null, operator: null, ...span };
          const counted = seenBy(bench, seen, findings).filter((one) => isAsked(one, question));
          const told = await bench.ask('indicators.offenders', { scope, ...span, by: 'ALERTS' }, seen);
          const wanted = [...alarmsOf(counted).values()].filter(({ alerts }) => alerts > 0);
          const bare = told.offenders.map(
            ({ false_share: _, low: __, high: ___, proposal: ____, ...sums }) => sums,
          );
          const named = (all: readonly AlarmSums[]) =>
            new Map(all.map((each) => [`${each.finding_type} ${each.site} ${each.subject}`, each]));
          expect([scope, seen, named(bare)]).toEqual([scope, seen, named(wanted)]);
          const { indicators } = await bench.ask('indicators.get', { scope, ...span }, seen);
          const alerts = counted.filter(({ alert_id }) => alert_id !== null).length;
          const perDay = indicators.find(({ name }) => name === 'alerts_per_site_day');
          expect([scope, seen, perDay?.parts[0]]).toEqual([scope, seen, { name: 'alerts', value: alerts }]);
        }
      }
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

it('are complained of by the check of the database when they are not those of the findings', () => {
  using bench = readBench(FLEET);
  bench.save([PARENT]);
  expect(bench.readModel.integrity().problems).toEqual([]);
  const db = new Database(bench.file);
  db.exec('UPDATE finding_hour SET detected_ms = detected_ms + 1; DELETE FROM finding_day');
  db.close();
  expect(bench.readModel.integrity().problems).toEqual([
    'The sums in finding_hour are not those of the findings.',
    'The sums in finding_day are not those of the findings.',
  ]);
});
