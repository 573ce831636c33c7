import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import { BASELINE_SIGNALS } from '#core/model/event.ts';
import type { RolloutPhase } from '#core/model/rollout.ts';
import { DAY } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { archiveOld } from '#test/kit/archive-old.ts';
import { windowOf } from '#test/kit/desk.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';

let program: SeatsBench;
let root: Seat;

/** Three tenants with two sites each; S-1 is critical, S-6 has a sensitivity of its own for one metric. */
const FLEET = fleetDocument({
  sites: 6,
  tenants: 3,
  site: (index) => ({
    ...{ timezone: 'UTC', people: [], devices: [], shifts: [], tours: [], priority: index === 0 ? 1 : 3 },
    audit:
      index === 0
        ? { cadences: ['COMPREHENSIVE', 'DEEP'] }
        : index === 5
          ? { sensitivity: { default: 'HIGH', phone_events: 'LOW' } }
          : {},
  }),
});

const ask = async <M extends MethodName>(method: M, input: Input<M>, seat = root): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(reply.fault.message);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const standing = () => ask('rollout.get', {});
const auditOf = (site: string) => program.bench.engine.fleet().byCode.get(site)?.audit;
/** Everything that the configuration says: documents with their texts, and runbooks. */
const everything = () =>
  JSON.stringify([
    program.bench.store.configuration.documents().map(({ version: _, ...document }) => document),
    program.bench.store.runbooks.all().map(({ version: _, ...runbook }) => runbook),
  ]);

async function apply(phase: RolloutPhase, change: Partial<Input<'rollout.apply'>> = {}) {
  const { proposals, version } = await standing();
  const proposed = proposals.find((each) => each.phase === phase);
  if (proposed === undefined) throw new Error(`no proposal for ${phase}`);
  const { values, sites } = proposed;
  return ask('rollout.apply', { phase, values, sites, base_version: version, dry_run: false, ...change });
}
async function undo() {
  const [last] = (await standing()).steps.filter(({ undone }) => undone === null);
  return ask('rollout.undo', { id: last?.id ?? '' });
}
/** Whoever is away for so long signs in again. */
async function pass(ms: number) {
  program.bench.clock.advance(ms);
  await ask('session.sign_in', { name: 'Root', secret: SECRET });
}
/** What so many weeks of complete data leave. */
function learn(weeks: number, ...codes: string[]): void {
  const { store, engine, clock } = program.bench;
  const ids = codes.map((code) => engine.fleet().byCode.get(code)?.id ?? 0);
  store.transaction(() => {
    const streams = BASELINE_SIGNALS.map((signal) => store.registry.signal(signal));
    for (const site_id of ids)
      for (const stream of streams)
        store.profiles.save(
          Array.from({ length: 168 }, (_, hour_of_week) => ({
            ...{ site_id, stream, hour_of_week, n: 4 * weeks, mean: 2, m2: 4 * weeks - 1 },
            ...{ min: 0, max: 4, recent: [0, 2, 4] },
          })),
        );
    store.profiles.setLearnedTo(ids.map((site_id) => ({ site_id, at: clock.now() })));
  });
}
async function judge(site: string, dispositions: readonly ('TRUE_POSITIVE' | 'FALSE_POSITIVE')[]) {
  for (const disposition of dispositions) {
    const facts = { site, severity: 'HIGH', category: 'SECURITY', title: 'x', note: 'x' } as const;
    const { id } = await ask('findings.report', facts);
    await ask('findings.resolve', { ids: [id], disposition, note: 'x' });
    program.bench.clock.advance(1);
  }
}

beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  await program.bench.configure(FLEET);
  root = await turnAccountsOn(program.seats);
});
afterEach(() => program[Symbol.asyncDispose]());

describe('a phase of the rollout', () => {
  it('begins with five sites that alert at HIGH, as one version, and is undone to exactly what was before', async () => {
    const before = everything();
    const tried = await apply('PILOT', { dry_run: true });
    expect(tried).toEqual({
      changes: [
        {
          field: 'audit.alert_severity_threshold',
          from: 'MEDIUM',
          to: 'HIGH',
          sites: ['S-1', 'S-2', 'S-3', 'S-4', 'S-5'],
        },
      ],
      ...{ runbooks: [], same: 0, version: null, needs_reason: false },
    });
    expect(everything()).toBe(before);
    expect((await standing()).steps).toEqual([]);
    const { version } = await apply('PILOT');
    expect(version).toBe(2);
    expect(['S-1', 'S-5', 'S-6'].map((site) => auditOf(site)?.alert_severity_threshold)).toEqual([
      ...['HIGH', 'HIGH', 'MEDIUM'],
    ]);
    expect(await standing()).toMatchObject({ phase: 'PILOT', next: 'LEARNING', version: 2 });
    expect(await undo()).toEqual({ version: 3 });
    expect(everything()).toBe(before);
    expect(await standing()).toMatchObject({
      ...{ phase: null, next: 'PILOT', group: [] },
      steps: [{ phase: 'PILOT', undone: { by: 'Root' } }],
    });
  });

  it('is kept over a crash, with a row of the trail for what was applied and what was undone', async () => {
    await apply('PILOT', { sites: ['S-2'], reason: 'The new client first' });
    await program.restart();
    root = windowOf(program.seats, 'root again');
    await ask('session.sign_in', { name: 'Root', secret: SECRET });
    expect(await standing()).toMatchObject({ phase: 'PILOT', group: ['S-2'] });
    const [step] = (await standing()).steps;
    await undo();
    expect(program.bench.store.trail.of('rollout', step?.id ?? '')).toMatchObject([
      {
        action: 'rollout.applied',
        reason: 'The new client first',
        actor: { name: 'Root', verified: true },
        after: { phase: 'PILOT', version: 2, sites: ['S-2'] },
      },
      { action: 'rollout.undone', before: { phase: 'PILOT', version: 2, sites: 1 } },
    ]);
  });

  it('never was when its version is taken back from the history of the configuration', async () => {
    await apply('PILOT');
    await ask('configuration.roll_back', { version: 2, dry_run: false });
    expect(await standing()).toMatchObject({ phase: null, steps: [{ undone: { by: 'Root' } }] });
  });

  it('is applied again, as one more step, when that it was taken back is taken back', async () => {
    const before = everything();
    await apply('PILOT', { sites: ['S-1', 'S-2'], reason: 'The new client first' });
    const applied = everything();
    await undo();
    await pass(DAY);
    await ask('configuration.roll_back', { version: 3, dry_run: false, reason: 'It was right' });
    expect(everything()).toBe(applied);
    const { phase, since, group, steps } = await standing();
    expect({ phase, since, group }).toEqual({
      ...{ phase: 'PILOT', since: program.bench.clock.now(), group: ['S-1', 'S-2'] },
    });
    expect(steps).toMatchObject([
      { phase: 'PILOT', version: 4, undone: null, reason: 'It was right' },
      { phase: 'PILOT', version: 2, undone: { by: 'Root' }, reason: 'The new client first' },
    ]);
    expect(program.bench.store.trail.of('rollout', steps[0]?.id ?? '')).toMatchObject([
      {
        action: 'rollout.applied',
        before: { id: steps[1]?.id },
        after: { version: 4, sites: ['S-1', 'S-2'] },
      },
    ]);
    await undo();
    expect(everything()).toBe(before);
    expect((await standing()).steps.filter(({ undone }) => undone === null)).toEqual([]);
    await ask('configuration.roll_back', { version: 5, dry_run: false });
    expect(everything()).toBe(applied);
    expect((await standing()).steps).toMatchObject([
      { version: 6, undone: null, reason: 'It was right' },
      { version: 4 },
      { version: 2 },
    ]);
  });

  it('stays as it is when that some other change was taken back is taken back', async () => {
    await apply('PILOT', { sites: ['S-1'] });
    const { version } = await standing();
    const targets = [{ scope: 'SITE' as const, tenant: 'T-3', code: 'S-3' }];
    const changes = [{ targets, set: { 'audit.alert_on_finding': false } }];
    await ask('configuration.edit', { base_version: version, changes, dry_run: false });
    await ask('configuration.roll_back', { version: 3, dry_run: false });
    await ask('configuration.roll_back', { version: 4, dry_run: false });
    expect((await standing()).steps).toMatchObject([{ version: 2, undone: null }]);
  });

  it('is one that comes next, of sites that there are and that nobody changed meanwhile', async () => {
    await expect(apply('EXPAND')).rejects.toThrow('expand is not the next phase');
    await expect(apply('PILOT', { sites: ['S-9'] })).rejects.toThrow('There is no site S-9');
    const { version } = await standing();
    const targets = [{ scope: 'SITE' as const, tenant: 'T-1', code: 'S-1' }];
    const changes = [{ targets, set: { 'audit.alert_on_finding': false } }];
    await ask('configuration.edit', { base_version: version, changes, dry_run: false });
    await expect(apply('PILOT', { base_version: version })).rejects.toThrow('Site S-1 was changed');
    expect((await standing()).steps).toEqual([]);
    await apply('PILOT');
    expect(auditOf('S-1')).toMatchObject({ alert_on_finding: true, alert_severity_threshold: 'HIGH' });
  });

  it('is undone one after the other, back to the very beginning', async () => {
    const texts = [everything()];
    for (const phase of ['PILOT', 'LEARNING', 'EXPAND'] as const) {
      await apply(phase, { reason: 'for the test' });
      texts.push(everything());
    }
    for (const text of texts.slice(0, -1).toReversed()) {
      await undo();
      expect(everything()).toBe(text);
    }
    expect(await standing()).toMatchObject({ phase: null, version: 7 });
    await apply('PILOT');
    const { version } = await standing();
    const targets = [{ scope: 'SITE' as const, tenant: 'T-1', code: 'S-1' }];
    const changes = [{ targets, set: { 'audit.alert_severity_threshold': 'LOW' } }];
    await ask('configuration.edit', { base_version: version, changes, dry_run: false });
    await expect(undo()).rejects.toThrow('Site S-1 was changed by Root (version 9) after version 8');
  });

  it('can be widened, and only the last step undone', async () => {
    await apply('PILOT', { sites: ['S-1'] });
    const [first] = (await standing()).steps;
    await pass(DAY);
    expect((await apply('PILOT', { sites: ['S-2'] })).needs_reason).toBe(false);
    expect(await standing()).toMatchObject({ group: ['S-1', 'S-2'], since: first?.at });
    await expect(ask('rollout.undo', { id: first?.id ?? '' })).rejects.toThrow('Only the last step');
    await undo();
    expect(await standing()).toMatchObject({ phase: 'PILOT', group: ['S-1'] });
  });

  it('is a step without a version where everything was so already, and can be undone too', async () => {
    const values = {
      ...{ enabled: true, alert_severity_threshold: null, heartbeat_priority: null },
      ...{ anomaly_detection: null, sensitivity: null, actions: false },
    };
    expect(await apply('PILOT', { values })).toMatchObject({ changes: [], same: 5, version: null });
    expect(await standing()).toMatchObject({ phase: 'PILOT', version: 1 });
    await undo();
    expect(await standing()).toMatchObject({ phase: null });
  });
});

describe('a step that is applied while another is undone', () => {
  it('is refused: it was held against a gate that is not there any more', async () => {
    const values = {
      ...{ enabled: null, alert_severity_threshold: null, heartbeat_priority: null },
      ...{ anomaly_detection: null, sensitivity: null, actions: false },
    };
    await apply('PILOT', { sites: ['S-1'] });
    await apply('LEARNING', { sites: ['S-1'], values, reason: 'for the test' });
    const { steps, version } = await standing();
    const before = everything();
    const next = { phase: 'EXPAND' as const, sites: ['S-2'], base_version: version, dry_run: false };
    const heartbeat = { ...values, alert_severity_threshold: 'LOW' } as const;
    for (const set of [values, heartbeat]) {
      const [applied, undone] = await Promise.allSettled([
        ask('rollout.apply', { ...next, values: set, reason: 'for the test' }),
        ask('rollout.undo', { id: steps[0]?.id ?? '' }),
      ]);
      expect(undone.status).toBe('fulfilled');
      expect(applied).toMatchObject({ reason: { message: expect.stringContaining('has moved meanwhile') } });
      expect(await standing()).toMatchObject({ phase: 'PILOT', version });
      expect(everything()).toBe(before);
      await apply('LEARNING', { sites: ['S-1'], values, reason: 'for the test' });
      steps.unshift(...(await standing()).steps.slice(0, 1));
    }
  });
});

describe('what belongs to a later phase', () => {
  it('is set by none before it: neither its gate nor its order would be there', async () => {
    learn(4, 'S-1', 'S-2');
    const { proposals } = await standing();
    const { values } = proposals[0] ?? {};
    if (values === undefined) throw new Error('nothing is proposed');
    const before = everything();
    for (const [set, why] of [
      [
        { anomaly_detection: true },
        'values.anomaly_detection: found true, expected it from anomalies, low sensitivity on',
      ],
      [{ actions: true }, 'values.actions: found true, expected it from full on'],
    ] as const)
      for (const dry_run of [true, false])
        await expect(
          apply('PILOT', { sites: ['S-1'], values: { ...values, ...set }, dry_run }),
        ).rejects.toThrow(why);
    expect(everything()).toBe(before);
    expect(
      await apply('PILOT', { sites: ['S-1'], values: { ...values, anomaly_detection: false } }),
    ).toMatchObject({
      version: 2,
    });
  });
});

describe('the gate before the next phase', () => {
  it('is made of what was judged at the sites of the phase since it began, and of its days', async () => {
    await judge('S-1', ['FALSE_POSITIVE']);
    await pass(DAY);
    await apply('PILOT', { sites: ['S-1', 'S-2'] });
    await judge('S-3', ['FALSE_POSITIVE']);
    await judge('S-1', ['TRUE_POSITIVE']);
    await pass(2 * DAY);
    const gate = async () => (await standing()).gate?.checks;
    expect(await gate()).toMatchObject([
      { name: 'false_positives', value: 0, n: 1, target: 5, status: 'too few data' },
      { name: 'days', value: expect.closeTo(2), target: 7, status: 'not met' },
    ]);
    await judge('S-2', [...Array<'TRUE_POSITIVE'>(17).fill('TRUE_POSITIVE'), 'FALSE_POSITIVE']);
    await pass(5 * DAY);
    expect(await gate()).toMatchObject([
      { name: 'false_positives', value: expect.closeTo(100 / 19), n: 19, status: 'too few data' },
      { name: 'days', value: expect.closeTo(7), status: 'met' },
    ]);
    await judge('S-2', ['TRUE_POSITIVE']);
    expect((await gate())?.[0]).toMatchObject({ value: 5, n: 20, status: 'not met' });
    await judge('S-2', ['TRUE_POSITIVE']);
    const [check] = (await gate()) ?? [];
    expect(check).toMatchObject({ value: expect.closeTo(100 / 21), n: 21, status: 'met' });
    expect(check?.low).toBeLessThan(5);
    expect(check?.high).toBeGreaterThan(5);
    expect((await apply('LEARNING')).needs_reason).toBe(false);
  });

  it('counts what went to the archive meanwhile', async () => {
    await apply('PILOT', { sites: ['S-1'] });
    await judge('S-1', [...Array<'TRUE_POSITIVE'>(19).fill('TRUE_POSITIVE'), 'FALSE_POSITIVE']);
    program.bench.clock.step(95 * DAY);
    await pass(0);
    const [before] = (await standing()).gate?.checks ?? [];
    expect(before).toMatchObject({ value: 5, n: 20, status: 'not met' });
    expect(archiveOld(program.bench, program.bench.clock.now() - 90 * DAY)).toBe(20);
    expect((await standing()).gate?.checks[0]).toEqual(before);
    // What the engine holds an order against is what the screen shows.
    expect((await apply('LEARNING', { dry_run: true })).needs_reason).toBe(true);
    await apply('LEARNING', { reason: 'for the test' });
    expect((await standing()).steps[0]?.gate?.checks[0]).toEqual(before);
  });

  it('asks for a reason of who goes on although it is not met, and keeps how it stood', async () => {
    await apply('PILOT');
    expect((await apply('LEARNING', { dry_run: true })).needs_reason).toBe(true);
    await expect(apply('LEARNING')).rejects.toThrow('say why');
    await expect(apply('LEARNING', { reason: '  ' })).rejects.toThrow('say why');
    await apply('LEARNING', { reason: 'A year of data was imported' });
    expect((await standing()).steps[0]).toMatchObject({
      reason: 'A year of data was imported',
      gate: { phase: 'PILOT', checks: [{ status: 'too few data' }, { status: 'not met' }] },
    });
    expect(program.bench.store.trail.since(0, 1_000).map(({ reason }) => reason)).toContain(
      'Rollout, learning: A year of data was imported',
    );
  });
});

describe('the phases after the pilot', () => {
  const goTo = async (...phases: RolloutPhase[]) => {
    for (const phase of phases) await apply(phase, { reason: 'for the test' });
  };

  it('learn with anomalies off everywhere, then give critical sites their heartbeat', async () => {
    await goTo('PILOT', 'LEARNING');
    expect(auditOf('S-6')).toMatchObject({ anomaly_detection: false });
    const { sites } = await standing();
    expect(sites.find(({ code }) => code === 'S-1')).toMatchObject({
      ...{ is_stable: false, stable_cells: 0, total_cells: 840, phase: 'LEARNING' },
      thin_metrics: [...BASELINE_SIGNALS],
    });
    expect((await standing()).gate).toMatchObject({
      checks: [{ name: 'stable_sites', value: 0, n: 6, target: 80, status: 'not met' }],
    });
    await goTo('EXPAND');
    expect(auditOf('S-1')?.cadences).toEqual(['HEARTBEAT', 'COMPREHENSIVE', 'DEEP']);
    expect(auditOf('S-1')).toMatchObject({ alert_severity_threshold: 'MEDIUM' });
  });

  it('switch anomalies on at stable sites alone, LOW and then MEDIUM', async () => {
    learn(4, 'S-1', 'S-6');
    learn(1, 'S-2');
    await goTo('PILOT', 'LEARNING', 'EXPAND');
    const before = everything();
    await expect(apply('ANOMALIES_LOW', { sites: ['S-1', 'S-2', 'S-3'], reason: 'now' })).rejects.toThrow(
      /at least 80 %.*these are not: S-2, S-3\./,
    );
    expect(everything()).toBe(before);
    await goTo('ANOMALIES_LOW');
    expect(['S-1', 'S-2', 'S-6'].map((site) => auditOf(site)?.anomaly_detection)).toEqual([
      true,
      false,
      true,
    ]);
    expect(auditOf('S-6')?.sensitivity).toEqual({ default: 'LOW' });
    await undo();
    expect(everything()).toBe(before);
    expect(auditOf('S-6')?.sensitivity).toEqual({ default: 'HIGH', phone_events: 'LOW' });
    await goTo('ANOMALIES_LOW');
    learn(4, 'S-3');
    const { proposals } = await standing();
    expect(proposals.find(({ phase }) => phase === 'ANOMALIES_MEDIUM')?.sites).toEqual(['S-1', 'S-6']);
    await goTo('ANOMALIES_MEDIUM');
    expect(auditOf('S-1')?.sensitivity).toEqual({ default: 'MEDIUM' });
  });

  it('let the actions of low-risk runbooks go by themselves where the guard-rails allow it, as one version', async () => {
    learn(4, 'S-1', 'S-2', 'S-3', 'S-4', 'S-5', 'S-6');
    const means = {
      kind: 'WEBHOOK' as const,
      method: 'POST' as const,
      url: 'https://far.example/',
      headers: [],
    };
    const tell = { name: 'tell', title: 'Tell', on: true, hourly_cap: 1 };
    await ask('actions.save', { ...tell, means: { ...means, template: '{}', resolve_template: null } });
    for (const [finding_type, low_risk] of [
      ['DEVICE_OFFLINE', true],
      ['GUARD_NO_SHOW', false],
    ] as const) {
      const known = program.bench.store.runbooks.all().find((each) => each.finding_type === finding_type);
      const about = { finding_type, title: 'x', category: 'OPERATIONAL', severity: 'HIGH', steps: ['Look.'] };
      const passed = { escalation_sla_minutes: 60, escalate_to_role: 'supervisor' };
      const changed = { ...about, ...passed, auto_actions: ['tell'], low_risk };
      const { version = 0 } = known ?? {};
      await ask('runbooks.save', { runbook: changed, base_version: version, dry_run: false });
    }
    await goTo('PILOT', 'LEARNING', 'EXPAND', 'ANOMALIES_LOW', 'ANOMALIES_MEDIUM');
    const offline = async () =>
      (await standing()).runbooks.find(({ finding_type }) => finding_type === 'DEVICE_OFFLINE');
    expect(await offline()).toMatchObject({
      ...{ goes_by_itself: false, hindrance: 'Nothing goes by itself here.' },
    });
    expect(
      (await standing()).runbooks.map(({ finding_type, hindrance }) => [finding_type, hindrance]),
    ).toEqual([
      ['DEVICE_BATTERY_LOW', 'There is no action send_sms.'],
      ['DEVICE_OFFLINE', 'Nothing goes by itself here.'],
      ['TASK_OVERDUE', 'There is no action send_sms.'],
    ]);
    expect((await apply('FULL', { dry_run: true, reason: 'x' })).runbooks).toEqual([]);
    await ask('actions.set_rails', { automatic: true });
    const before = everything();
    expect(await apply('FULL', { reason: 'x' })).toMatchObject({ runbooks: ['DEVICE_OFFLINE'], changes: [] });
    expect(await standing()).toMatchObject({
      ...{ phase: 'FULL', next: null, gate: null },
    });
    expect(await offline()).toMatchObject({ goes_by_itself: true, hindrance: null });
    const offlineVersion = () =>
      program.bench.store.runbooks.all().find((each) => each.finding_type === 'DEVICE_OFFLINE')?.version ?? 0;
    const compared = {
      finding_type: 'DEVICE_OFFLINE',
      first: offlineVersion() - 1,
      second: offlineVersion(),
    };
    await ask('runbooks.compare', { ...compared, reason: 'to know' });
    expect(await offline()).toMatchObject({ hindrance: 'Two versions of it are compared: end that first.' });
    await expect(undo()).rejects.toThrow('Two versions of the runbook DEVICE_OFFLINE are compared');
    expect((await apply('FULL', { dry_run: true, reason: 'x' })).runbooks).toEqual([]);
    program.bench.clock.advance(1);
    await ask('runbooks.end_comparison', { finding_type: 'DEVICE_OFFLINE', reason: 'to know' });
    await undo();
    expect(everything()).toBe(before);
    expect(await offline()).toMatchObject({ goes_by_itself: false });
    const gone = { finding_type: 'DEVICE_OFFLINE', reason: 'nobody follows it', dry_run: false };
    await ask('runbooks.retire', gone);
    expect(await offline()).toBeUndefined();
    expect((await apply('FULL', { dry_run: true, reason: 'x' })).runbooks).toEqual([]);
  });
});

describe('of three tenants', () => {
  it('a rollout concerns all: who is limited to one, or is no administrator, may not', async () => {
    const scope = { tenants: ['T-1'], clients: [], sites: [] };
    const part = await signedIn(program.seats, root, { name: 'Part', role: 'administrator', scope });
    const sue = await signedIn(program.seats, root, { name: 'Sue', role: 'supervisor' });
    await expect(ask('rollout.get', {}, part)).rejects.toThrow(/whole|limited|part/i);
    const { values } = (await standing()).proposals[0] ?? {};
    if (values === undefined) throw new Error('nothing is proposed');
    const input = { phase: 'PILOT', values, base_version: 1, dry_run: false } as const;
    await expect(ask('rollout.apply', { ...input, sites: ['S-1'] }, part)).rejects.toThrow(
      /whole|limited|part/i,
    );
    expect((await ask('rollout.get', {}, sue)).phase).toBeNull();
    await expect(ask('rollout.apply', { ...input, sites: ['S-1'] }, sue)).rejects.toThrow(/administrator/i);
    expect((await standing()).steps).toEqual([]);
    await ask('rollout.apply', { ...input, sites: ['S-1', 'S-2', 'S-3'] });
    expect(['S-1', 'S-2', 'S-3'].map((site) => auditOf(site)?.alert_severity_threshold)).toEqual([
      ...['HIGH', 'HIGH', 'HIGH'],
    ]);
  });
});
