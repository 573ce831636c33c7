import type { CADENCES, Cadence } from '#core/model/audit-config.ts';
import { MINUTE } from '#core/model/time.ts';
import { keepHeapSmall } from '#main/adapters/system/heap.ts';
import type { RoundReport } from '#main/services/engine/scheduler.ts';
import { benchClock, eventsOfMinute, openFleet } from '../../parts/fleet-of.ts';
import { copyOf, type Fixture } from './fixture.ts';
import { peakMib, residentMib } from './resident.ts';
import { cpuMs, median } from './timing.ts';

export type HourInput = {
  readonly fixture: Fixture;
  /** An hour has a slot of every cadence for every site. */
  readonly minutes: number;
};

/** What the rounds of one cadence came to. */
export type CadenceFigures = {
  readonly sites: number;
  readonly rounds: number;
  /** CPU. */
  readonly duration_ms: number;
  /** Statements of a step of a round, before it writes: the most, and the usual number once all sites had their first round after the start. */
  readonly queries: { readonly most: number; readonly usual: number };
};

/** What an engine alone in its process did and held while its fleet went on sending. */
export type HourFigures = {
  readonly cadences: Readonly<Record<Cadence, CadenceFigures>>;
  readonly opened_mib: number;
  readonly settled_mib: number;
  readonly peak_mib: number;
};

/** An engine alone in this process lives on from where the fixture ends, minute by minute, with what its fleet sends. */
export async function hour({ fixture, minutes }: HourInput): Promise<HourFigures> {
  using copy = copyOf(fixture);
  const reports: RoundReport[] = [];
  // Rounds are timed by what they take of the cores: waiting for one is not theirs.
  const clock = { ...benchClock(fixture.until), monotonic: cpuMs };
  const open = await openFleet(copy.file, clock, { onRound: (report) => void reports.push(report) });
  const opened_mib = residentMib();
  for (let minute = fixture.until; minute < fixture.until + minutes * MINUTE; minute += MINUTE) {
    clock.set(minute + MINUTE);
    const sent = eventsOfMinute(fixture.shape, minute);
    for (let first = 0; first < sent.length; first += 1_000)
      open.engine.intake.accept(sent.slice(first, first + 1_000), { stamp: clock.now(), source: 'bench' });
    open.engine.tick();
    if (minute === fixture.until) keepHeapSmall(); // as the engine's thread does after its first tick
  }
  const settled_mib = residentMib();
  open.close(true);
  return {
    cadences: {
      HEARTBEAT: figuresOf(reports, 'HEARTBEAT'),
      COMPREHENSIVE: figuresOf(reports, 'COMPREHENSIVE'),
      DEEP: figuresOf(reports, 'DEEP'),
    } satisfies Record<(typeof CADENCES)[number], CadenceFigures>,
    opened_mib,
    settled_mib,
    peak_mib: peakMib(),
  };
}

function figuresOf(reports: readonly RoundReport[], cadence: Cadence): CadenceFigures {
  const own = reports.filter(({ round }) => round.cadence === cadence);
  return {
    sites: own.reduce((sum, { sites }) => sum + sites, 0),
    rounds: own.length,
    duration_ms: own.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
    queries: {
      most: Math.max(0, ...own.map(({ queries }) => queries)),
      usual: median(own.slice(own.length >> 1).map(({ queries }) => queries)),
    },
  };
}
