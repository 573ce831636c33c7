import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECOND } from '#core/model/time.ts';
import type { OpenEngine } from '#main/open-engine.ts';
import { type BenchClock, benchClock, openFleet } from '../parts/fleet-of.ts';
import { copyOf, type Fixture } from './parts/fixture.ts';
import { appendOnly } from './parts/floors.ts';
import { mergeLive } from './parts/merge-live.ts';
import type { Row } from './parts/row.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';
import { SPAN, type Span, spanOf } from './parts/span.ts';
import { cpuOf, median, REPEATS } from './parts/timing.ts';

type Taken = { readonly cpu_us: number; readonly wall_us: number; readonly written: number | null };

/** Goal 10: taking in what all sites send, a commit a second and a merge every five minutes, beside a table that only grows. */
export async function ingest({ fixture }: { readonly fixture: Fixture }): Promise<readonly Row[]> {
  using copy = copyOf(fixture);
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const clock = benchClock(fixture.until);
  const open = await openFleet(copy.file, clock);
  const floor = appendOnly(join(folder, 'floor.db'));
  const [appended, stored, taken]: [Taken[], Taken[], Taken[]] = [[], [], []];
  try {
    const from = Math.ceil(fixture.until / SPAN) * SPAN; // a live merge begins and ends with whole five minutes
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const first = spanOf(open, fixture, from + 2 * repeat * SPAN);
      appended.push(measured(first, () => first.rows.forEach((rows) => void floor.append(rows))));
      stored.push(measured(first, () => intoStore(open, first)));
      const second = spanOf(open, fixture, from + (2 * repeat + 1) * SPAN);
      taken.push(measured(second, () => throughIntake(open, clock, second)));
    }
    return rowsOf(fixture.sites, { appended, stored, taken, rowBytes: floor.bytesARow() });
  } finally {
    floor.close();
    open.close(true);
    rmSync(folder, { recursive: true, force: true });
  }
}

function intoStore({ store }: OpenEngine, { rows, end }: Span): void {
  for (const batch of rows) store.transaction(() => store.events.insert(batch));
  mergeLive(store, end);
}

/** As a live source comes in: recognised, looked up, stored, counted in memory, merged. */
function throughIntake({ engine, store }: OpenEngine, clock: BenchClock, { events, end }: Span): void {
  for (const batch of events) {
    const last = batch.at(-1)?.ts ?? end;
    clock.set(last + SECOND);
    engine.intake.accept(batch, { stamp: clock.now(), source: 'bench' });
  }
  mergeLive(store, end);
}

function measured({ events }: Span, work: () => void): Taken {
  const count = events.reduce((sum, { length }) => sum + length, 0);
  const [written, startedAt] = [bytesWritten(), performance.now()];
  const cpu = cpuOf(work);
  const wall = performance.now() - startedAt;
  const now = bytesWritten();
  return {
    cpu_us: (cpu * 1_000) / count,
    wall_us: (wall * 1_000) / count,
    written: now === null || written === null ? null : (now - written) / count,
  };
}

/**
 * Bytes that this process has given to the system to write, the database's alone here; null where nobody tells (other than Linux).
 * Not `write_bytes`: that counts the whole folio of the page cache where a page of a file is written that was read before, up to ten times as much.
 */
function bytesWritten(): number | null {
  if (!existsSync('/proc/self/io')) return null;
  const told = /^wchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1];
  return told === undefined ? null : Number(told);
}

type Measured = {
  readonly appended: readonly Taken[];
  readonly stored: readonly Taken[];
  readonly taken: readonly Taken[];
  readonly rowBytes: number;
};

function rowsOf(sites: number, { appended, stored, taken, rowBytes }: Measured): readonly Row[] {
  const size = sitesIn(sites);
  const floor = { kind: 'floor', what: 'a table that only grows', figure: of(appended, 'cpu_us') } as const;
  const row = (what: string, times: readonly Taken[]): readonly Row[] => [
    {
      ...{ goal: '10', what: `${what}, CPU a row`, size, figure: of(times, 'cpu_us'), unit: 'µs' },
      beside: floor,
      limits: sites === FLEET ? [{ of: 'ratio', atMost: 2.5 }] : [],
    },
    {
      ...{
        goal: '10',
        what: `${what}, rows a second`,
        size,
        figure: 1e6 / of(times, 'wall_us'),
        unit: 'rows/s',
      },
      beside: null,
      limits: sites === FLEET ? [{ of: 'figure', atLeast: 100_000 }] : [],
    },
  ];
  const written: Row = {
    ...{ goal: '10', what: 'written to the disk, a row', size, figure: of(stored, 'written'), unit: 'B' },
    beside: { kind: 'floor', what: 'the row itself', figure: rowBytes },
    limits: sites === FLEET ? [{ of: 'ratio', atMost: 8 }] : [],
  };
  return [
    ...row('stored and merged', stored),
    ...row('the whole intake', taken),
    ...(Number.isNaN(written.figure) ? [] : [written]),
  ];
}

const of = (times: readonly Taken[], name: keyof Taken): number =>
  median(times.map((each) => each[name] ?? Number.NaN));
