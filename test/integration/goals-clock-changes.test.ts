import { describe, expect, it } from 'vitest';
import { CADENCES, WEEKDAYS } from '#core/model/audit-config.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { nextSlot, periodOf } from '#core/schedule/due.ts';
import { phaseOf } from '#core/schedule/spread.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { replayFile } from '#test/kit/replay.ts';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const DURATION = 30 * MINUTE;
const GRACE = 10 * MINUTE;

/** Every night a round at 01:40 and at 02:10, at one site of each zone; nobody walks any. */
const fleet = fleetDocument({
  sites: ZONES.length,
  site: (index) => ({
    timezone: ZONES[index] ?? 'UTC',
    shifts: [],
    devices: [],
    tours: ['01:40', '02:10'].map((at, tour) => ({
      code: `T-${tour}`,
      name: `Round at ${at}`,
      mandatory: true,
      starts: [{ days: [...WEEKDAYS], at }],
      duration_minutes: DURATION / MINUTE,
      grace_minutes: GRACE / MINUTE,
      checkpoints: [],
    })),
  }),
});

/** The day of a clock change, and when that night's two rounds begin: skipped ones later, repeated ones the first time. */
const CHANGES = [
  ['S-1', '2026-03-29', '2026-03-29T00:40:00Z', '2026-03-29T01:10:00Z'],
  ['S-1', '2026-10-25', '2026-10-24T23:40:00Z', '2026-10-25T00:10:00Z'],
  ['S-2', '2026-03-08', '2026-03-08T06:40:00Z', '2026-03-08T07:10:00Z'],
  ['S-2', '2026-11-01', '2026-11-01T05:40:00Z', '2026-11-01T07:10:00Z'],
  ['S-3', '2026-04-05', '2026-04-04T14:40:00Z', '2026-04-04T15:40:00Z'],
  ['S-3', '2026-10-04', '2026-10-03T15:10:00Z', '2026-10-03T15:40:00Z'],
  ['S-4', '2026-03-29', '2026-03-28T19:55:00Z', '2026-03-28T20:25:00Z'],
] as const;

/** How often each slot of (from, to] ran at a site, by cadence: the slots that are missing, and how many there should be. */
function slotsOf({ engine, store }: EngineBench, code: string, from: number, to: number) {
  const site = engine.fleet().byCode.get(code);
  if (site === undefined) throw new Error(`no site ${code}`);
  return CADENCES.map((cadence) => {
    const period = periodOf(site.audit, cadence);
    const slots: number[] = [];
    for (let at = nextSlot(period, phaseOf(code, period), from); at <= to; at += period) slots.push(at);
    const missing = slots.filter((slot) => !store.schedule.ran(cadence, slot, [site.id]).has(site.id));
    return { cadence, slots: slots.length, missing };
  });
}

describe('a replay over a change of the clocks', () => {
  it.each(CHANGES)(
    'runs each slot once and expects each round once: %s, %s',
    async (code, day, first, second) => {
      const [from, to] = [Date.parse(day) - 30 * HOUR, Date.parse(day) + DAY];
      await using bench = await engineBench('2026-12-01T00:00:00Z');
      await bench.configure(fleet);
      const { findings, summary } = replayFile(bench.file, from, to, true);

      const all = ['S-1', 'S-2', 'S-3', 'S-4'].flatMap((site) => slotsOf(bench, site, from, to));
      expect(all.filter(({ missing }) => missing.length > 0)).toEqual([]);
      for (const cadence of CADENCES) {
        const own = all.filter((each) => each.cadence === cadence);
        expect(summary.audits[cadence]).toBe(own.reduce((sum, { slots }) => sum + slots, 0));
      }

      const rounds = findings.filter(({ site, subject }) => site === code && subject.includes(`@${day}T`));
      expect(rounds.map(({ subject, condition_started_at }) => [subject, condition_started_at])).toEqual([
        [`tour:T-0@${day}T01:40`, Date.parse(first) + DURATION + GRACE],
        [`tour:T-1@${day}T02:10`, Date.parse(second) + DURATION + GRACE],
      ]);
    },
  );
});
