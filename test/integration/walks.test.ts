import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { RoundReport } from '#main/services/engine/scheduler.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fix, tourEvent } from '#test/kit/events.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';

const GATE = { lat: 52.52, lon: 13.405 };
const DEGREE = 111_195.08;
const north = (metres: number) => ({ lat: GATE.lat + metres / DEGREE, lon: GATE.lon });
const checkpoints = [0, 15, 30].map((metres, index) => ({
  ...{ code: `C-${index + 1}`, name: `Point ${index + 1}`, radius_m: 25 },
  ...north(metres),
}));
const tour = {
  ...{ code: 'T-1', name: 'Perimeter', mandatory: true, duration_minutes: 30, grace_minutes: 15 },
  starts: [{ days: [...WEEKDAYS], at: '02:00' }],
  checkpoints,
};
const guard = { code: 'G-1', name: 'Gustav Guard', role: 'guard' };
const start = Date.parse(START) + 2 * HOUR;
const SCANS = [4, 9, 16];

type Walk = {
  /** From each scan to its tag, metres. */
  readonly away?: number;
  /** Of the positions of G-1, a minute before each scan. */
  readonly position?: Partial<Extract<TelemetryEvent, { type: 'location' }>>;
  /** Minutes by which the positions come earlier. */
  readonly early?: number;
};

function walk({ away = 0, position = {}, early = 0 }: Walk): TelemetryEvent[] {
  const scans = SCANS.map(
    (minute, index): TelemetryEvent => ({
      ...{ type: 'checkpoint_scan', site: 'S-1', ts: start + minute * MINUTE, person: 'G-1' },
      ...{ tour: 'T-1', run: 'R-1', checkpoint: `C-${index + 1}`, ...north(15 * index + away) },
      ...{ received_at: null, id: null, source: null, device: null, attributes: null },
    }),
  );
  const positions = SCANS.map((minute) => ({
    ...(fix('S-1', start + (minute - 1 - early) * MINUTE, 'G-1') as Extract<
      TelemetryEvent,
      { type: 'location' }
    >),
    ...position,
  }));
  return [
    tourEvent('S-1', start + 2 * MINUTE, 'T-1', 'R-1', 'STARTED'),
    ...scans,
    ...positions,
    tourEvent('S-1', start + 18 * MINUTE, 'T-1', 'R-1', 'COMPLETED'),
  ].sort((a, b) => a.ts - b.ts);
}

/** An hour and a half after the start of the walk, so that a deep audit has looked at it. */
async function afterWalk(given: Walk, rounds: RoundReport[] = []): Promise<EngineBench> {
  const bench = await engineBench(START, { onRound: (report) => void rounds.push(report) });
  await bench.configure(one({ people: [guard], tours: [tour] }));
  bench.engine.start();
  live(bench, 140);
  bench.say(...walk(given));
  live(bench, 70);
  return bench;
}

const signsOf = (bench: EngineBench) =>
  bench.findings('CHECKPOINT_PATTERN').map(({ explanation }) => explanation.values[0]?.name);

describe('a walk that a deep audit looks at', () => {
  it('is told when its scans were made elsewhere', async () => {
    await using bench = await afterWalk({ away: 200 });
    expect(signsOf(bench)).toEqual(['scans away from the checkpoint']);
  });

  it('is not when the phone was that unsure of where it was', async () => {
    await using bench = await afterWalk({ away: 200, position: { accuracy: 400 } });
    expect(signsOf(bench)).toEqual([]);
  });

  it('is told when the phone called its positions made up', async () => {
    await using bench = await afterWalk({ position: { mock: true } });
    expect(signsOf(bench)).toEqual(['positions made up']);
  });

  it('is not for what was made up before it began', async () => {
    await using bench = await afterWalk({ position: { mock: true }, early: 20 });
    expect(signsOf(bench)).toEqual([]);
  });

  it('has the positions of people read only where they may tell something of it', async () => {
    const statements = async (given: Walk): Promise<number> => {
      const rounds: RoundReport[] = [];
      await using _bench = await afterWalk(given, rounds);
      return Math.max(
        ...rounds.filter(({ round }) => round.cadence === 'DEEP').map(({ queries }) => queries),
      );
    };
    const ordinary = await statements({});
    expect(await statements({ away: 30 })).toBe(ordinary);
    expect(await statements({ away: 200, position: { accuracy: 400 } })).toBe(ordinary + 1);
  });
});
