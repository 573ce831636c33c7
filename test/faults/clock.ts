import Database from 'better-sqlite3';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { faultsIn, reading } from './parts/checks.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';
import { livedDay } from './parts/warped.ts';
import { CHANGES, watchedFleet } from './parts/watched-zones.ts';

/** Lived around the change of the clocks. */
const BEFORE = 4 * HOUR;
const AFTER = 8 * HOUR;
/** What the wall clock does of its own, ms. A sleep of the machine is a step forward, too: no timer runs while it lasts. */
const STEPS = [
  8 * HOUR,
  SECOND,
  -SECOND,
  HOUR,
  -HOUR,
  DAY,
  -DAY,
  -Date.parse('2026-06-01T00:00:00Z'), // a machine whose battery is empty wakes up in 1970
];
const STEPS_A_DAY = 4;
/** A gap is told this soon after the machine woke up. */
const TOLD_WITHIN = 15 * SECOND;
const FREQUENCIES = {
  heartbeat_frequency_minutes: 5,
  audit_frequency_minutes: 15,
  deep_audit_frequency_hours: 1,
};
const CONTROL_DAYS = 1;

const tours = [
  {
    code: 'T-1',
    name: 'Round',
    mandatory: true,
    starts: [{ days: [...WEEKDAYS], at: '02:30' }],
    duration_minutes: 30,
    grace_minutes: 10,
    checkpoints: [],
  },
];
export const clockFleet = watchedFleet(FREQUENCIES, tours);

/** Days on which the clocks change, with sleeps, steps of the clock and crashes at any hour. */
export const clock: Suite = {
  name: 'clock',
  unit: 'days of clock changes, and the six of 2026 at 600 times speed',
  size: 60,
  tools: [],
  async run(setting) {
    const tally = await liveDays(setting, false);
    setting.progress(`${setting.size} days lived; now six at 600 times speed, some 2½ minutes`);
    const days = await Promise.all(
      CHANGES.map((day, index) =>
        livedDay(day, setting.random.split(`warped ${index}`), JSON.stringify(clockFleet)),
      ),
    );
    for (const [index, day] of days.entries()) {
      tally.cases += 1;
      tally.add(day, `${CHANGES[index]} at 600 times speed`);
      tally.notes.push(...day.notes);
    }
    return tally;
  },
  control: (setting) => liveDays({ ...setting, size: CONTROL_DAYS }, true),
};

/** `forgetful`: the engine that comes up after a crash has forgotten what was due. */
export async function liveDays({ size, random }: Setting, forgetful: boolean): Promise<Tally> {
  const tally = new Tally();
  for (let day = 0; day < size; day += 1) {
    const middle = CHANGES[day % CHANGES.length] ?? CHANGES[0];
    const where = `day ${day}, ${middle}`;
    const start = Date.parse(middle) - BEFORE;
    await using bench = await engineBench(new Date(start).toISOString());
    await bench.configure(clockFleet);
    bench.engine.start();
    tally.cases += 1;
    for (let nth = 0; nth < STEPS_A_DAY; nth += 1) {
      bench.clock.advance(random.whole(MINUTE, (2 * (BEFORE + AFTER)) / STEPS_A_DAY));
      const by = random.pick(STEPS);
      tally.add({ broken: stepped(bench, by) }, where);
      if (random.chance(0.5)) await crash(bench, forgetful);
    }
    // The clock is right again at last, as it is in the end.
    bench.clock.step(Math.max(0, start + BEFORE + AFTER + 2 * DAY - bench.clock.now()));
    bench.clock.advance(HOUR);
    const { doubled, broken } = reading(bench.file, faultsIn);
    tally.add(
      { doubled, lost: broken.filter(isSlot), broken: broken.filter((fault) => !isSlot(fault)) },
      where,
    );
  }
  return tally;
}

const isSlot = (fault: string): boolean => fault.startsWith('the slot');

/** Steps the clock; a step that left slots unwatched must be told as a gap in time. */
function stepped(bench: EngineBench, by: number): readonly string[] {
  const { clock: time } = bench;
  const gaps = () => bench.findings('AUDIT_GAP').length;
  const [before, newest] = [gaps(), newestSlot(bench)];
  time.step(by);
  time.advance(TOLD_WITHIN);
  // A clock that was set back and forth only skips what lies beyond everything that was watched already.
  const unwatched = by >= HOUR && time.now() - TOLD_WITHIN - HOUR > newest;
  return unwatched && gaps() === before ? [`a step by ${by / MINUTE} min was told nobody within 15 s`] : [];
}

const newestSlot = (bench: EngineBench): number =>
  Math.max(0, ...bench.store.schedule.due().map(({ last_slot }) => last_slot ?? 0));

async function crash(bench: EngineBench, forgetful: boolean): Promise<void> {
  if (forgetful) {
    const db = new Database(bench.file);
    db.exec('DELETE FROM due');
    db.close();
    bench.clock.step(2 * HOUR);
  }
  await bench.restart('crash');
}
