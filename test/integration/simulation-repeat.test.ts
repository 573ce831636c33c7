import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { createLiveSimulation } from '#core/simulate/live.ts';
import { DEFAULT_START, simulate, sitesOf } from '#core/simulate/simulate.ts';
import { parseEvent } from '#core/telemetry/parse-event.ts';
import { type SimulationRequest, writeSimulation } from '#main/services/simulation.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

const parts = { toYaml: (document: unknown) => JSON.stringify(document), progress: () => {} };

async function written(request: Omit<SimulationRequest, 'out'>) {
  using folder = tempFolder();
  const out = join(folder.path, 'fleet');
  const summary = await writeSimulation({ ...request, out }, parts);
  const read = (name: string) => readFileSync(join(out, name), 'utf8');
  return {
    summary,
    sites: read('sites.yaml'),
    telemetry: read('telemetry.ndjson'),
    truth: read('truth.ndjson'),
  };
}

describe('writing a simulation', () => {
  it('gives the same bytes for the same seed and others for another', async () => {
    const [first, again, other] = await Promise.all([
      written({ sites: 6, days: 2, seed: 1 }),
      written({ sites: 6, days: 2, seed: 1 }),
      written({ sites: 6, days: 2, seed: 2 }),
    ]);
    expect(again.sites).toBe(first.sites);
    expect(again.telemetry).toBe(first.telemetry);
    expect(again.truth).toBe(first.truth);
    expect(other.telemetry).not.toBe(first.telemetry);
    expect(other.sites).not.toBe(first.sites);
  });

  it('counts what it wrote, and every line is an event', async () => {
    const { summary, telemetry, truth } = await written({ sites: 5, days: 3, seed: 9 });
    const lines = telemetry.trimEnd().split('\n');
    expect(lines).toHaveLength(summary.events);
    expect(Object.values(summary.mix).reduce((sum, count) => sum + count, 0)).toBe(summary.events);
    for (const line of lines) if (!parseEvent(JSON.parse(line)).ok) expect.fail(line);
    const rows = truth
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.length).toBeGreaterThan(3);
    expect(Object.keys(rows[0])).toEqual([
      'site',
      'finding_type',
      'subject',
      'start',
      'end',
      'cause',
      'severity',
    ]);
    expect(rows.map(({ start }) => start)).toEqual(rows.map(({ start }) => start).toSorted());
  });

  it('starts when it is told to, also across a change of the clocks', async () => {
    const start = Date.parse('2026-03-26T00:00:00Z');
    const { summary, telemetry } = await written({ sites: 8, days: 4, seed: 3, start });
    expect(summary.start).toBe('2026-03-26T00:00:00.000Z');
    const instants = telemetry
      .trimEnd()
      .split('\n')
      .map((line) => Date.parse(JSON.parse(line).ts));
    expect(Math.min(...instants.slice(0, 100))).toBeGreaterThanOrEqual(start);
    expect(summary.events_per_site_hour).toBeGreaterThan(45);
  });
});

describe('the live simulation', () => {
  const { configuration } = simulate({ sites: 12, days: 1, seed: 5, start: DEFAULT_START });
  const live = () =>
    createLiveSimulation({
      seed: 5,
      sites: sitesOf(configuration),
      from: DEFAULT_START,
      troublesPer10Minutes: 3,
    });

  it('tells the same story in steps of any length', () => {
    const whole = live().eventsUntil(DEFAULT_START + 14 * HOUR);
    const stepped = live();
    const steps = [];
    for (let at = DEFAULT_START; at < DEFAULT_START + 14 * HOUR; at += 7 * MINUTE)
      steps.push(...stepped.eventsUntil(at));
    steps.push(...stepped.eventsUntil(DEFAULT_START + 14 * HOUR));
    expect(steps).toEqual(whole);
    expect(whole.length).toBeGreaterThan(12 * 14 * 30);
  });

  it('brings calls for help, without end', () => {
    const events = live().eventsUntil(DEFAULT_START + 48 * HOUR);
    const calls = events.filter(
      (event) => event.type === 'alert' || (event.type === 'check_in' && event.status === 'DURESS'),
    );
    expect(calls.length).toBeGreaterThan(10);
  });
});
