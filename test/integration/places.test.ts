import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fix, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const START = '2026-01-05T00:00:00Z';
const FROM = Date.parse(START);
const PERSON = 'G-S-1';
/** One site in UTC with a fence of 150 m, whose guard is on duty around the clock and carries D-S-1. */
const fleet = fleetDocument({ site: () => ({ timezone: 'UTC', tours: [] }) });

/** What the guard's phone says, other than it would: how far north of the site it is, in metres, and its battery; null: nothing. */
type Otherwise = { readonly metres?: number; readonly battery?: number | null; readonly mock?: boolean };

const position = (ts: number, { metres = 0, mock = false }: Otherwise): TelemetryEvent => ({
  ...fix('S-1', ts, PERSON),
  ...(metres === 0 ? {} : { lat: 52.52 + metres / 111_195 }),
  ...(mock ? { mock } : {}),
});
const report = (ts: number, battery: number): TelemetryEvent => {
  const { kind: _, ...base } = { ...phone('S-1', ts, PERSON), kind: null };
  return { ...base, device: 'D-S-1', type: 'device', status: 'ONLINE', battery };
};

/** The guard goes about until that minute: phone, position and device every three minutes. */
function goOn(bench: EngineBench, minute: number, otherwise: Otherwise = {}): void {
  const { battery = 80 } = otherwise;
  while (bench.clock.now() < FROM + minute * MINUTE) {
    const now = bench.clock.now();
    bench.say(phone('S-1', now, PERSON), position(now, otherwise));
    if (battery !== null) bench.say(report(now, battery));
    bench.clock.advance(3 * MINUTE);
  }
}

async function begun() {
  const bench = await engineBench(START);
  await bench.configure(fleet);
  bench.engine.start();
  goOn(bench, 60);
  return bench;
}

describe('a guard who walks out of the site', () => {
  it('breaches the fence, is out of the site a quarter of an hour later, and both are over after two audits inside', async () => {
    await using bench = await begun();
    goOn(bench, 120, { metres: 400 });
    const conditions = () =>
      ['GEOFENCE_BREACH', 'GUARD_OUT_OF_SITE'].map((type) =>
        bench.findings(type).map(({ subject, condition, severity }) => [subject, condition, severity]),
      );
    expect(conditions()).toEqual([
      [[`person:${PERSON}`, 'ACTIVE', 'MEDIUM']],
      [[`person:${PERSON}`, 'ACTIVE', 'HIGH']],
    ]);
    const [breach] = bench.findings('GEOFENCE_BREACH');
    const [out] = bench.findings('GUARD_OUT_OF_SITE');
    expect(breach?.parent_id).toBe(out?.id);
    expect((breach?.condition_started_at ?? 0) - FROM).toBe(66 * MINUTE);
    expect((out?.condition_started_at ?? 0) - FROM).toBe(75 * MINUTE);
    goOn(bench, 165);
    expect(conditions()).toEqual([
      [[`person:${PERSON}`, 'CLEARED', 'MEDIUM']],
      [[`person:${PERSON}`, 'CLEARED', 'HIGH']],
    ]);
  });

  it('does not trouble anybody by a fix or two that drift', async () => {
    await using bench = await begun();
    goOn(bench, 66, { metres: 400 });
    goOn(bench, 120);
    expect(bench.findings()).toEqual([]);
  });
});

describe('a position that cannot be true', () => {
  it('is told once, though every audit of the hour sees it, and not again after it was resolved or after a restart', async () => {
    await using bench = await begun();
    goOn(bench, 63, { metres: 60_000 });
    goOn(bench, 93, {});
    const [fact] = bench.findings('IMPOSSIBLE_TRAVEL');
    expect(fact).toMatchObject({
      subject: `person:${PERSON}@2026-01-05`,
      condition: 'CLEARED',
      status: 'NEW',
      occurrences: 1,
      runbook: { finding_type: 'IMPOSSIBLE_TRAVEL' },
    });
    const resolution = {
      ids: [fact?.id ?? ''],
      disposition: 'TRUE_POSITIVE' as const,
      note: 'shared account',
    };
    await bench.engine.handlers['findings.resolve'](resolution, ADA);
    goOn(bench, 108);
    await bench.restart();
    goOn(bench, 126);
    expect(bench.findings()).toMatchObject([{ id: fact?.id, status: 'RESOLVED', occurrences: 1 }]);
  });

  it('is also one that the phone calls made up', async () => {
    await using bench = await begun();
    goOn(bench, 63, { mock: true });
    goOn(bench, 93);
    expect(bench.findings()).toMatchObject([{ finding_type: 'IMPOSSIBLE_TRAVEL', condition: 'CLEARED' }]);
  });
});

describe('a device', () => {
  it('is offline while its guard goes on, across a restart, and settled by its first report', async () => {
    await using bench = await begun();
    goOn(bench, 100, { battery: null });
    expect(bench.findings()).toMatchObject([
      { finding_type: 'DEVICE_OFFLINE', subject: 'device:D-S-1', condition: 'ACTIVE' },
    ]);
    await bench.restart();
    goOn(bench, 180, { battery: null });
    expect(bench.findings()).toMatchObject([{ condition: 'ACTIVE' }]);
    goOn(bench, 186);
    expect(bench.findings()).toMatchObject([{ condition: 'CLEARED' }]);
  });

  it('is missed when everything was silent for long and only the guard came back', async () => {
    await using bench = await begun();
    bench.clock.advance(90 * MINUTE);
    expect(bench.findings('DEVICE_OFFLINE')).toEqual([]);
    goOn(bench, 189, { battery: null });
    expect(bench.findings('DEVICE_OFFLINE')).toMatchObject([
      { subject: 'device:D-S-1', condition_started_at: FROM + 180 * MINUTE, explanation: { since: null } },
    ]);
  });

  it('has a low battery until two audits see it charged', async () => {
    await using bench = await begun();
    goOn(bench, 66, { battery: 15 });
    expect(bench.findings()).toMatchObject([
      { finding_type: 'DEVICE_BATTERY_LOW', subject: 'device:D-S-1', condition: 'ACTIVE', severity: 'LOW' },
    ]);
    goOn(bench, 81, { battery: 16 });
    expect(bench.findings()).toMatchObject([{ condition: 'CLEARED' }]);
  });
});
