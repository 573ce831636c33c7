// npm run bench -- indicators [FINDINGS] [SITES] [DAYS]: every indicator over a million findings, how long another question waits meanwhile, and what a client's reports take to their PDF.
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Input, QueryName } from '#contract/index.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Alert, Finding } from '#core/model/finding.ts';
import { DISPOSITIONS, SEVERITIES } from '#core/model/finding.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createPrinter } from '#main/workers/printer-client.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const FINDINGS = Number(process.argv[2] ?? 1_000_000);
const SITES = Number(process.argv[3] ?? 2_000);
const DAYS = Number(process.argv[4] ?? 90);
const RESOURCES = join(import.meta.dirname, '../../resources');
const BATCH = 10_000;
const REPEATS = 5;
const START = Date.parse('2026-01-05T00:00:00Z');
const END = START + DAYS * DAY;
const TYPES = ['TOUR_OVERDUE', 'SILENT_SITE', 'TASK_OVERDUE', 'DEVICE_OFFLINE', 'GEOFENCE_BREACH'];
const RUNBOOK = { finding_type: 'TOUR_OVERDUE', version: 1 };

function fill({ store, fleet }: ReadBench): void {
  const { sites } = fleet();
  const numbered = (number: number): Finding => {
    const site = sites[(number * 7_919) % sites.length];
    const detected_at = START + Math.floor((number / FINDINGS) * DAYS * DAY);
    const acknowledged_at = number % 5 === 0 ? null : detected_at + (1 + (number % 30)) * MINUTE;
    const isResolved = number % 20 !== 0;
    return findingWith({
      id: `F-${number.toString(36).toUpperCase().padStart(12, '0')}`,
      ...{ tenant: site?.tenant ?? '', client: site?.client ?? '', site: site?.code ?? '' },
      subject: `tour:T-${number % 7}@${new Date(detected_at).toISOString()}`,
      finding_type: TYPES[number % TYPES.length] ?? '',
      severity: SEVERITIES[(number * 7) % SEVERITIES.length] ?? 'LOW',
      ...{ detected_at, condition_started_at: detected_at - (number % 12) * MINUTE, acknowledged_at },
      acknowledged_by: acknowledged_at === null ? null : `local:op-${number % 7}`,
      status: isResolved ? 'RESOLVED' : acknowledged_at === null ? 'NEW' : 'ACKNOWLEDGED',
      condition: isResolved ? 'CLEARED' : 'ACTIVE',
      cleared_at: isResolved ? detected_at + 20 * MINUTE : null,
      resolved_at: isResolved ? detected_at + (30 + (number % 60)) * MINUTE : null,
      resolved_by: isResolved ? `local:op-${number % 7}` : null,
      disposition: isResolved ? (DISPOSITIONS[number % 4] ?? null) : null,
      ...{ runbook: RUNBOOK, sla_minutes: 15, alert_id: `A-${number.toString(36)}` },
    });
  };
  const alertOf = ({ id, site, severity, finding_type, detected_at, alert_id }: Finding): Alert => ({
    ...{ id: alert_id ?? '', finding_id: id, site, severity, alert_type: finding_type },
    ...{ message: 'x', created_at: detected_at, state: 'CLOSED' },
  });
  for (let first = 0; first < FINDINGS; first += BATCH) {
    const findings = Array.from({ length: Math.min(BATCH, FINDINGS - first) }, (_, i) => numbered(first + i));
    store.transaction(() => {
      store.findings.save(findings);
      store.alerts.save(findings.map(alertOf));
    });
  }
  const slots = { first_slot: START, last_slot: END, last_run_at: END, watched_since: START, runs: 1 };
  store.transaction(() =>
    store.schedule.save(
      sites.map(({ id }) => ({ site_id: id, cadence: 'HEARTBEAT' as const, next_slot: null, ...slots })),
    ),
  );
}

/** The longest that anything else had to wait. */
async function longestWait(work: Promise<unknown>): Promise<number> {
  let [longest, isOver] = [0, false];
  void work.finally(() => {
    isOver = true;
  });
  for (let before = performance.now(); !isOver; before = performance.now()) {
    await setImmediate();
    longest = Math.max(longest, performance.now() - before);
  }
  return longest;
}

const measure = (bench: ReadBench, name: string, input: Input<'indicators.get'>): Promise<void> =>
  measureOf(bench, name, 'indicators.get', input);

async function measureOf<M extends QueryName>(
  bench: ReadBench,
  name: string,
  method: M,
  input: Input<M>,
  scope: TenantScope = 'all',
): Promise<void> {
  const times: number[] = [];
  let wait = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const began = performance.now();
    const work = bench.ask(method, input, scope);
    wait = Math.max(wait, await longestWait(work));
    await work;
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[REPEATS >> 1] ?? 0, times.at(-1) ?? 0];
  console.log(
    `${median.toFixed(0).padStart(6)} ms  (worst ${worst.toFixed(0)}, others waited ${wait.toFixed(0)} ms)  ${name}`,
  );
}

function calibrate(): number {
  const began = performance.now();
  let sum = 0;
  for (let i = 0; i < 200_000_000; i += 1) sum += i & 1;
  return sum < 0 ? 0 : performance.now() - began;
}

using bench = readBench(fleetDocument({ sites: SITES, tenants: 3, clientsPerTenant: 30 }));
const began = performance.now();
fill(bench);
// Nothing is asked about what is still to come.
bench.clock.step(END - bench.clock.now());
console.log(
  `${FINDINGS} findings and alerts at ${SITES} sites in ${DAYS} days, written in ${((performance.now() - began) / 1_000).toFixed(0)} s; median of ${REPEATS}; calibration ${calibrate().toFixed(0)} ms`,
);
const all = { from: START, to: END };
const [site] = bench.fleet().sites;
await measure(bench, 'everything', all);
await measure(bench, 'everything, without the first thirty days beside it', { ...all, to: START + 30 * DAY });
await measure(bench, 'the last thirty days', { from: END - 30 * DAY, to: END });
await measure(bench, 'the last day', { from: END - DAY, to: END });
await measure(bench, 'one client', { ...all, scope: { of: 'CLIENT', client: site?.client ?? '' } });
await measure(bench, 'one tenant', { ...all, scope: { of: 'TENANT', tenant: site?.tenant ?? '' } });
await measure(bench, 'one site', { ...all, scope: { of: 'SITE', site: site?.code ?? '' } });
await measure(bench, 'one person', { ...all, scope: { of: 'OPERATOR', operator: 'local:op-3' } });
await measure(bench, 'one rule', { ...all, scope: { of: 'RULE', rule: 'TOUR_OVERDUE' } });
const part = { tenants: [site?.tenant ?? ''] };
await measureOf(bench, 'everything, for somebody who sees one tenant', 'indicators.get', all, part);
await measureOf(bench, 'the worst alarms by alerts', 'indicators.offenders', { ...all, by: 'ALERTS' });
await measureOf(bench, 'the worst alarms by false ones', 'indicators.offenders', { ...all, by: 'FALSE' });
await measureOf(bench, 'the worst alarms of the last thirty days', 'indicators.offenders', {
  ...{ from: END - 30 * DAY, to: END, by: 'ALERTS' },
});
await measureOf(bench, 'the sample of a week', 'reviews.week', {});
const client = { tenant: site?.tenant ?? '', client: site?.client ?? '' };
const month = new Date(END - 45 * DAY).toISOString().slice(0, 7);
await measureReport('a scorecard', { kind: 'scorecard', ...client, month });
await measureReport('a dashboard', { kind: 'dashboard', ...client });

/** As the screen makes it: the report, then its file in a thread of its own. */
async function measureReport(name: string, order: Input<'reports.make'>['order']): Promise<void> {
  await measureOf(bench, `${name} of one client`, 'reports.make', { order });
  const print = createPrinter({
    ...{ file: new URL('../../out/main/printer.js', import.meta.url), resources: RESOURCES },
    ...{ clock: bench.clock, timers: systemTimers },
    log: { info() {}, warn: console.error, error: console.error },
  });
  const startedAt = performance.now();
  const file = await print(
    await bench.ask('reports.make', { order }),
    order.kind === 'dashboard' ? 'html' : 'pdf',
  );
  const took = performance.now() - startedAt;
  console.log(`${took.toFixed(0).padStart(6)} ms  from the order to ${name} of ${file.length >> 10} KB`);
}
