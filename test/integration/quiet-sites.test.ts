import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AlertMemory, type AlertState, isNewer } from '#core/audit/alert-memory.ts';
import { DeviceMemory } from '#core/audit/device-memory.ts';
import { QuietSpans } from '#core/audit/quiet-spans.ts';
import { rulesOf } from '#core/audit/registry.ts';
import { SignalMemory } from '#core/audit/signal-memory.ts';
import { type BuiltInSignal, STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { MINUTE } from '#core/model/time.ts';
import { isQuietSite } from '#main/services/audits/quiet-sites.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask as askRule, at } from '#test/kit/snapshot.ts';

const device = { id: 1, kind: 'phone', external_id: null };
const guard = { id: 1, name: 'G', role: 'guard', phone: null, lone_worker: null };
const alone = { ...guard, code: 'G-2', lone_worker: { check_in_minutes: 30, grace_minutes: 5 } };

/** Mostly a site at which all is well, with something odd here and there. */
const siteDrawn = fc.record({
  min_count: fc.integer({ min: 1, max: 3 }),
  critical: fc.constantFrom(['phone_events', 'location_updates'], ['device_heartbeats']),
  isAlone: fc.constantFrom(false, false, false, true),
  carries: fc.constantFrom(['D-1'], ['D-1', 'D-2'], []),
});
const minutesAgo = fc.integer({ min: -2, max: 75 });
const event = fc.record({
  ago: minutesAgo,
  stream: fc.constantFrom(
    ...(['phone_events', 'location_updates', 'check_in', 'task', 'device_heartbeats'] as const),
  ),
});
const report = fc.record({
  ago: minutesAgo,
  device: fc.constantFrom(null, 'D-1', 'D-2'),
  person: fc.constantFrom(null, 'G-1'),
  word: fc.constantFrom(null, 'ONLINE', 'ONLINE', 'OFFLINE'),
  battery: fc.constantFrom(null, 80, 80, 16, 15, 3),
});
type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

const NOW = at('12:00');

function siteOf({ min_count, critical, isAlone, carries }: Drawn<typeof siteDrawn>): Site {
  return siteWith({
    people: [{ ...guard, code: 'G-1' }, ...(isAlone ? [alone] : [])],
    devices: carries.map((code) => ({ ...device, code, person: 'G-1' })),
    shifts: [
      { person: 'G-1', kind: 'WEEKLY', days: ['MON'], start: '00:00', end: '24:00' },
      { person: 'G-2', kind: 'WEEKLY', days: ['MON'], start: '00:00', end: '24:00' },
    ],
    audit: {
      critical_signals: critical,
      signal_thresholds: {
        phone_events: { min_count, window_minutes: 60 },
        location_updates: { min_count: 1, window_minutes: 30 },
      },
    },
  });
}

/** What comes between two rounds, or a round that is `late`, in minutes. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('heard' as const), event }),
    fc.record({ kind: fc.constant('heard' as const), event }),
    fc.record({ kind: fc.constant('told' as const), report }),
    fc.record({ kind: fc.constant('sign' as const), ago: minutesAgo }),
    fc.record({ kind: fc.constant('alert' as const), severity: fc.constantFrom('HIGH' as const, null) }),
    fc.constant({ kind: 'healed' as const }),
    fc.record({ kind: fc.constant('round' as const), late: fc.constantFrom(0, 0, 0, 5, 15) }),
    fc.record({ kind: fc.constant('passes' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  ),
  { maxLength: 20 },
);

/** What is remembered of one site, and the same as the tests' snapshots take it. */
function memoryOf(site: Site) {
  const quiet = new QuietSpans();
  const memory = {
    quiet,
    signals: new SignalMemory([site], (name) => STREAM[name as BuiltInSignal], quiet),
    devices: new DeviceMemory(16 * MINUTE, quiet),
    alerts: new AlertMemory(quiet),
  };
  const events: { stream: keyof typeof STREAM; ts: number }[] = [];
  const alerts: AlertState[] = [];
  return {
    memory,
    hear({ ago, stream }: Drawn<typeof event>, now: number) {
      const ts = now - Math.max(0, ago) * MINUTE;
      events.push({ stream: stream, ts });
      memory.signals.observe(site.id, STREAM[stream], ts);
    },
    tell({ ago, ...said }: Drawn<typeof report>, now: number) {
      memory.devices.report(site.id, { ...said, ts: now - ago * MINUTE }, now);
    },
    sign: (ago: number, now: number) => memory.devices.sign(site.id, 'G-1', now - ago * MINUTE, now),
    alert(severity: AlertState['severity'], now: number) {
      const state = { fingerprint: 'x', severity, alert_type: null, ts: now };
      if (alerts.every((known) => isNewer(state, known))) alerts.splice(0, 1, state);
      memory.alerts.observe(site.id, state);
    },
    /** As after a check that found memory wrong: the newest half was never stored. */
    heal() {
      events.splice(events.length >> 1);
      memory.signals.clear(site.id);
      for (const { stream, ts } of events) memory.signals.observe(site.id, STREAM[stream], ts);
    },
    story: (now: number) => ({ site, events, devices: memory.devices.of(site, now), alerts }),
  };
}

it('passes over no site at which a rule of the heartbeat would see something, whatever came between two rounds', () => {
  let [quiet, known] = [0, 0];
  fc.assert(
    fc.property(siteDrawn, steps, (drawn, all) => {
      const site = siteOf(drawn);
      const bench = memoryOf(site);
      let now = NOW;
      for (const stream of ['phone_events', 'location_updates', 'device_heartbeats'] as const)
        for (const ago of [1, 2, 3]) bench.hear({ ago, stream }, now);
      const ask = (at: number) => {
        const held = bench.memory.quiet.holds(site.id, at);
        expect(bench.memory.quiet.notHeld([site], at)).toEqual(held ? [] : [site]);
        if (!isQuietSite(bench.memory, site, at)) return;
        quiet += 1;
        if (held) known += 1;
        for (const rule of rulesOf('HEARTBEAT'))
          expect(askRule(rule, bench.story(at), at).breaches).toEqual([]);
      };
      for (const step of all) {
        if (step.kind === 'heard') bench.hear(step.event, now);
        else if (step.kind === 'told') bench.tell(step.report, now);
        else if (step.kind === 'sign') bench.sign(step.ago, now);
        else if (step.kind === 'alert') bench.alert(step.severity, now);
        else if (step.kind === 'healed') bench.heal();
        else if (step.kind === 'passes') now += step.minutes * MINUTE;
        else ask(now - step.late * MINUTE);
      }
      for (const late of [0, -5, -20, 10]) ask(now - late * MINUTE);
    }),
    { numRuns: 20_000 },
  );
  expect(quiet).toBeGreaterThan(2_000);
  expect(known).toBeGreaterThan(1_000);
});

it('passes over a site at which all is well, and over none of which nothing is known', () => {
  const site = siteOf({
    min_count: 1,
    critical: ['phone_events', 'location_updates'],
    isAlone: false,
    carries: ['D-1'],
  });
  const { memory, hear } = memoryOf(site);
  expect(isQuietSite(memory, site, NOW)).toBe(false);
  for (const stream of ['phone_events', 'location_updates'] as const) hear({ ago: 1, stream }, NOW);
  expect(isQuietSite(memory, site, NOW)).toBe(true);
  expect(isQuietSite(memory, { ...site, id: 2 }, NOW)).toBe(false);
  expect(isQuietSite(memory, { ...site, id: 4_000 }, NOW)).toBe(false);
});

it('does not take what is so now for what was so when a late round was due', () => {
  const critical: Drawn<typeof siteDrawn>['critical'] = ['phone_events', 'location_updates'];
  const site = siteOf({ min_count: 1, critical, isAlone: false, carries: ['D-1'] });
  const { memory, hear, tell, sign, story } = memoryOf(site);
  const online = { device: 'D-1', person: 'G-1', word: 'ONLINE', battery: 80 } as const;
  for (const stream of critical) hear({ ago: 20, stream }, NOW);
  for (const ago of [59, 45, 30, 15]) sign(ago, NOW);
  for (const ago of [59, 1]) tell({ ...online, ago }, NOW);
  const due = NOW - 15 * MINUTE;
  const offline = () => rulesOf('HEARTBEAT').flatMap((rule) => askRule(rule, story(due), due).breaches);
  expect(offline()).toMatchObject([{ finding_type: 'DEVICE_OFFLINE' }]);
  expect(isQuietSite(memory, site, NOW)).toBe(true);
  expect(isQuietSite(memory, site, due)).toBe(false);
});

it('passes over a site whose devices are silent while their people are, and whose alerts have ended', () => {
  const critical: Drawn<typeof siteDrawn>['critical'] = ['phone_events', 'location_updates'];
  const site = siteOf({ min_count: 1, critical, isAlone: false, carries: ['D-1'] });
  const { memory, hear, tell, sign, alert } = memoryOf(site);
  tell({ device: 'D-1', person: 'G-1', word: 'ONLINE', battery: 80, ago: 75 }, NOW);
  for (const stream of critical) hear({ ago: 1, stream }, NOW);
  alert('HIGH', NOW);
  expect(isQuietSite(memory, site, NOW)).toBe(false);
  alert(null, NOW + 1);
  expect(isQuietSite(memory, site, NOW)).toBe(true);
  sign(1, NOW);
  expect(isQuietSite(memory, site, NOW)).toBe(false);
});
