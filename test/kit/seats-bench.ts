import { writeText } from '#main/adapters/files/configuration-text.ts';
import { openArchiveReads } from '#main/adapters/sqlite/archive/archive.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { EngineParts } from '#main/open-engine.ts';
import { createDispatch, type Dispatch } from '#main/services/dispatch.ts';
import { createSeats, type Seats } from '#main/services/people/seats.ts';
import { createPresence } from '#main/services/presence.ts';
import { createQueryHandlers } from '#main/services/queries/query-handlers.ts';
import { createListeners } from '#main/services/shell/listeners.ts';
import { type EngineBench, engineBench } from './engine-bench.ts';
import { HOST, NO_MAP } from './read-bench.ts';
import { MIGRATIONS } from './temp-store.ts';

/** The real engine with its queries and its seats, under one clock that moves only when told. Hashing costs little here. */
export type SeatsBench = AsyncDisposable & {
  readonly bench: EngineBench;
  readonly seats: Seats;
  readonly dispatch: Dispatch;
  /** Ends the program as a crash does, and starts it again over the same file. */
  readonly restart: () => Promise<void>;
};

const log = { info: () => {}, warn: () => {}, error: () => {} };

export async function seatsBench(
  start: string,
  extra: Pick<EngineParts, 'outgoing' | 'reportFiles'> = {},
): Promise<SeatsBench> {
  const bench = await engineBench(start, { ...extra, facts: HOST, secretCost: { N: 2 ** 4, r: 8, p: 1 } });
  let open = await seatsOver(bench);
  return {
    bench,
    get seats() {
      return open.seats;
    },
    get dispatch() {
      return open.dispatch;
    },
    async restart() {
      open.close();
      await bench.restart('crash');
      open = await seatsOver(bench);
    },
    async [Symbol.asyncDispose]() {
      open.close();
      await bench[Symbol.asyncDispose]();
    },
  };
}

async function seatsOver(bench: EngineBench) {
  const listeners = createListeners(log);
  const reader = openReader(bench.file, MIGRATIONS);
  const { clock } = bench;
  const archive = openArchiveReads({ database: bench.file, live: reader.session, migrations: MIGRATIONS });
  const queries = createQueryHandlers({
    readModel: createReadModel(reader.session),
    configuration: createConfigurationRepo(reader.session),
    writeText,
    fleet: () => bench.engine.fleet(),
    clock,
    host: HOST,
    mapFile: NO_MAP,
    archive,
  });
  const seats = createSeats({ ...listeners, clock, timers: clock, log });
  const presence = createPresence({
    ...{ clock, timers: clock, tell: listeners.tell, station: 'desk' },
    ask: (...call) => dispatch(...call),
  });
  const shell = { ...seats.handlers, ...presence.handlers }; // the program's own facts are not asked for here
  const asked = createDispatch({ queries, commands: bench.engine.handlers, shell, log });
  let told = bench.emitted.length;
  /** What the engine says is told before its answer, as between the program's threads. */
  const dispatch: Dispatch = async (...call) => {
    const reply = await asked(...call);
    for (const { event, payload } of bench.emitted.slice(told)) listeners.tell(event, payload);
    told = bench.emitted.length;
    return reply;
  };
  await seats.start(dispatch);
  return {
    seats,
    dispatch,
    close() {
      presence.stop();
      seats.stop();
      archive.close();
      reader.close();
    },
  };
}
