import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { OpenEngine } from '#main/open-engine.ts';
import { benchClock, openFleet } from '../parts/fleet-of.ts';
import type { Fixture } from './parts/fixture.ts';
import { emptyHistory, grow, storeSpan } from './parts/grow.ts';
import type { Row } from './parts/row.ts';
import { eventsIn, FLEET } from './parts/sizes.ts';
import { SPAN } from './parts/span.ts';
import { createSqlHeartbeat } from './parts/sql-heartbeat.ts';
import { cpuOf, sideBySide } from './parts/timing.ts';

/** The first million has a few hours of these; beyond ten million the history is that of a whole fleet. */
const SITES = 1_000;
const FIRST = 1_000_000;
const OF_A_FLEET = 10_000_000;
/** Sites whose evidence is read. */
const ASKED = 200;
/** Flat: so much more at most than over the first million. */
const FLAT = [{ of: 'ratio', atMost: 1.15 }] as const;

export type HistoryInput = { readonly folder: string; readonly events: readonly number[] };
export type History = {
  readonly rows: readonly Row[];
  /** The largest history, where it is a whole fleet's; null where it is not. */
  readonly fleet: Fixture | null;
};

/** Goal 3: what a round, evidence and taking in cost when the history has grown, beside what they cost over its first million. */
export async function history({ folder, events }: HistoryInput): Promise<History> {
  const small = await grow(await emptyHistory(join(folder, 'first.db'), SITES, Math.max(...events)), FIRST);
  const rows: Row[] = [];
  let large = small;
  for (const count of events.filter((each) => each > FIRST)) {
    large = await grow(await nextOf(large, folder, count), count);
    rows.push(...(await beside(small, large)));
  }
  return { rows, fleet: large.sites === FLEET ? large : null };
}

/** Goes on from a copy of the last history, or begins anew where it becomes that of a whole fleet. */
async function nextOf(last: Fixture, folder: string, count: number): Promise<Fixture> {
  const database = join(folder, `history-${count}.db`);
  if (count > OF_A_FLEET && last.sites !== FLEET) return emptyHistory(database, FLEET, count);
  copyFileSync(last.database, database);
  return { ...last, database };
}

async function beside(small: Fixture, large: Fixture): Promise<readonly Row[]> {
  const [first, grown] = [await openFleet(...opened(small)), await openFleet(...opened(large))];
  const floorIs = `the same over ${eventsIn(FIRST)}`;
  const row = (
    what: string,
    unit: Row['unit'],
    measure: (open: OpenEngine, of: Fixture, repeat: number) => number,
  ): Row => {
    const { figure, floor } = sideBySide(
      (repeat) => measure(grown, large, repeat),
      (repeat) => measure(first, small, repeat),
    );
    return {
      ...{ goal: '3', what, size: eventsIn(large.events), figure, unit },
      beside: { kind: 'floor', what: floorIs, figure: floor },
      limits: FLAT,
    };
  };
  try {
    return [
      row('heartbeat by SQL over a long history, CPU a site', 'µs', heartbeatOf),
      row('evidence over a long history, CPU a site', 'µs', evidenceOf),
      row('stored and merged over a long history, CPU a row', 'µs', (open, of, repeat) => {
        const { cpu_ms, rows } = storeSpan(open, of, of.until + repeat * SPAN);
        return (cpu_ms * 1_000) / rows;
      }),
    ];
  } finally {
    first.close(true);
    grown.close(true);
  }
}

const opened = ({ database, until }: Fixture) => [database, benchClock(until)] as const;

function heartbeatOf({ engine, store }: OpenEngine, { sites, until }: Fixture): number {
  const check = createSqlHeartbeat(store, engine.fleet(), until);
  return (cpuOf(check) * 1_000) / sites;
}

function evidenceOf({ engine, store }: OpenEngine, { until }: Fixture, repeat: number): number {
  const { sites } = engine.fleet();
  const some = Array.from(
    { length: ASKED },
    (_, asked) => sites[(asked * 37 + repeat) % sites.length]?.id ?? 0,
  );
  const cpu = cpuOf(() => {
    for (const id of some) store.events.ofSite(id, until - 2 * HOUR - MINUTE, until - MINUTE, null);
  });
  return (cpu * 1_000) / ASKED;
}
