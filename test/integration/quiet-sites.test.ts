import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AlertMemory } from '#core/audit/alert-memory.ts';
import { DeviceMemory } from '#core/audit/device-memory.ts';
import { rulesOf } from '#core/audit/registry.ts';
import { SignalMemory } from '#core/audit/signal-memory.ts';
import { type BuiltInSignal, STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { MINUTE } from '#core/model/time.ts';
import { quietSites } from '#main/services/audits/quiet-sites.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';

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
const heard = fc.array(
  fc.record({
    ago: minutesAgo,
    stream: fc.constantFrom('phone_events', 'location_updates', 'check_in', 'task', 'device_heartbeats'),
  }),
  { maxLength: 12 },
);
const reports = fc.array(
  fc.record({
    ago: minutesAgo,
    device: fc.constantFrom(null, 'D-1', 'D-2'),
    person: fc.constantFrom(null, 'G-1'),
    word: fc.constantFrom(null, 'ONLINE', 'ONLINE', 'OFFLINE'),
    battery: fc.constantFrom(null, 80, 80, 16, 15, 3),
  }),
  { maxLength: 5 },
);
const signs = fc.array(minutesAgo, { maxLength: 8 });
const alerts = fc.constantFrom([], [], [], ['HIGH' as const], [null]);

const NOW = at('12:00');

function siteOf({
  min_count,
  critical,
  isAlone,
  carries,
}: typeof siteDrawn extends fc.Arbitrary<infer T> ? T : never): Site {
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

it('passes over no site at which a rule of the heartbeat would see something', () => {
  let quiet = 0;
  fc.assert(
    fc.property(siteDrawn, heard, reports, signs, alerts, (drawn, events, told, others, states) => {
      const site = siteOf(drawn);
      const signals = new SignalMemory([site], (name) => STREAM[name as BuiltInSignal]);
      const all = events.map(({ ago, stream }) => ({
        stream: stream as keyof typeof STREAM,
        ts: NOW - ago * MINUTE,
      }));
      for (const { stream, ts } of all) signals.observe(site.id, STREAM[stream], ts);
      const devices = new DeviceMemory(6 * MINUTE);
      for (const { ago, ...report } of told)
        devices.report(site.id, { ...report, ts: NOW - ago * MINUTE }, NOW);
      for (const ago of others) devices.sign(site.id, 'G-1', NOW - ago * MINUTE, NOW);
      const memory = new AlertMemory();
      const said = states.map((severity) => ({ fingerprint: 'x', severity, alert_type: null, ts: NOW }));
      for (const state of said) memory.observe(site.id, state);
      for (const now of [NOW, NOW + 5 * MINUTE, NOW + 20 * MINUTE, NOW + 10 * MINUTE]) {
        if (!quietSites({ signals, devices, alerts: memory }, now)(site)) continue;
        quiet += 1;
        const story = { site, events: all, devices: devices.of(site, now), alerts: said };
        for (const rule of rulesOf('HEARTBEAT')) expect(ask(rule, story, now).breaches).toEqual([]);
      }
    }),
    { numRuns: 20_000 },
  );
  expect(quiet).toBeGreaterThan(200);
});

it('passes over a site at which all is well, and over none of which nothing is known', () => {
  const site = siteOf({
    min_count: 1,
    critical: ['phone_events', 'location_updates'],
    isAlone: false,
    carries: ['D-1'],
  });
  const signals = new SignalMemory([site], (name) => STREAM[name as BuiltInSignal]);
  const devices = new DeviceMemory(6 * MINUTE);
  const alerts = new AlertMemory();
  const isQuiet = (asked: Site) => quietSites({ signals, devices, alerts }, NOW)(asked);
  expect(isQuiet(site)).toBe(false);
  for (const stream of [STREAM.phone_events, STREAM.location_updates])
    signals.observe(site.id, stream, NOW - MINUTE);
  expect(isQuiet(site)).toBe(true);
  expect(isQuiet({ ...site, id: 2 })).toBe(false);
});
