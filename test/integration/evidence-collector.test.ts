import { expect, it } from 'vitest';
import { DutyMemory } from '#core/audit/duty.ts';
import { NotedMemory } from '#core/audit/noted-memory.ts';
import { MINUTE } from '#core/model/time.ts';
import { createCollector } from '#main/services/audits/collector.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { phone, report } from '#test/kit/events.ts';
import { one, START } from '#test/kit/quiet-site.ts';

/** A finding, its site, and a collector over the real store. */
async function collecting(bench: EngineBench, collect_evidence: boolean) {
  await bench.configure(one({ audit: { collect_evidence } }));
  const now = bench.clock.now();
  bench.say(phone('S-1', now - MINUTE, 'G-1'), report('S-1', now, { severity: 'HIGH' }));
  const [finding] = bench.findings('EXTERNAL_ALERT');
  const site = bench.engine.fleet().byCode.get('S-1') ?? null;
  if (finding === undefined) throw new Error('nothing was found');
  const { store } = bench;
  const noted = new NotedMemory({ absences: [], extensions: [], tours: [] }, now);
  const sources = { store, noted, duty: new DutyMemory(), runbook: null, baseline: () => null };
  return { finding, site, now, collect: createCollector(() => sources) };
}

it('reads the hours of a site once for all findings of one instant, and anew for another', async () => {
  await using bench = await engineBench(START);
  const { finding, site, now, collect } = await collecting(bench, true);
  const first = collect(finding, site, now);
  const statements = bench.store.statements();
  expect(collect({ ...finding, id: 'F-OTHER' }, site, now)).toBe(first);
  expect(bench.store.statements()).toBe(statements);
  expect(first?.signal_counts).toEqual({ phone_events: 1 });
  expect(collect(finding, site, now - 2 * MINUTE)?.signal_counts).toEqual({});
});

it('shares nothing between runbooks, sites, or what a setting keeps out and what none may', async () => {
  await using bench = await engineBench(START);
  const { finding, site, now, collect } = await collecting(bench, false);
  const plain = collect(finding, site, now);
  expect(plain?.signal_counts).toEqual({});
  expect(collect({ ...finding, severity: 'CRITICAL' }, site, now)?.signal_counts).toEqual({
    phone_events: 1,
  });
  expect(collect(finding, null, now)).toBeNull();
  const other = { ...finding, runbook: { finding_type: 'MANUAL', version: 1 } };
  expect(collect(other, site, now)).not.toBe(plain);
});

it('stores the same bytes for findings that share their evidence', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one());
  const now = bench.clock.now();
  bench.say(phone('S-1', now, 'G-1'), report('S-1', now, {}), report('S-1', now - 1, {}));
  const captured = bench.findings('EXTERNAL_ALERT').flatMap(({ id }) => bench.store.evidence.of(id));
  expect(captured).toHaveLength(2);
  expect(captured[0]?.evidence).toEqual(captured[1]?.evidence);
  expect(captured[0]?.evidence.alert_history).toHaveLength(2);
});
