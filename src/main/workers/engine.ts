import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { anchorFilesOf } from '#main/adapters/files/anchor-file.ts';
import { saveIn } from '#main/adapters/files/save-in.ts';
import { openSpool } from '#main/adapters/files/spool.ts';
import { acquireLock, type EngineLock } from '#main/adapters/sqlite/lock.ts';
import { markSuspect } from '#main/adapters/sqlite/suspect.ts';
import { createRoom } from '#main/adapters/system/ballast.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { dataFolderOf } from '#main/adapters/system/data-folder.ts';
import { keepHeapSmall } from '#main/adapters/system/heap.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { Standstills } from '#main/services/engine/standstills.ts';
import type { CommandHandlers } from '#main/services/handlers.ts';
import type { StoreState } from '#main/services/store-health.ts';
import { scheduleByNode } from '#main/services/upkeep/node-schedule.ts';
import { createOutgoing } from '../create-outgoing.ts';
import { openEngine } from '../open-engine.ts';
import { createBackups } from './backup-client.ts';
import { createGateOpener } from './gate-thread.ts';
import { createParser, createTelemetryParser } from './parser-client.ts';
import { createPrinter } from './printer-client.ts';
import { crashOf } from './protocol.ts';
import { serveThread } from './serve.ts';
import type { EngineState, ThreadSettings } from './settings.ts';

// Safe: crew.ts alone starts this thread, with these settings.
const settings = workerData as ThreadSettings;

/** What people must know after a tick: the engine runs, or what is wrong with its file. The next tick tries again. */
function stateAfterTick(
  error: unknown,
  { condition, reason }: StoreState,
  stood: string | null,
): EngineState {
  if (condition !== 'SOUND') return { state: condition, reason };
  return {
    state: 'RUNNING',
    reason: error === null ? stood : `The last tick failed: ${crashOf(error).message}`,
  };
}

/** The lock of a folder that could not be written when the program started. Throws StoreTrouble while it still cannot be. */
function claim(folder: string): EngineLock {
  const lock = acquireLock(folder);
  if (lock === null) throw new StoreTrouble('busy', `Another Vigil is running on ${folder}.`, null);
  return lock;
}

/* The only writer: it owns the database, all audits and every command. */
await serveThread(async (outlet) => {
  const { emit, log } = outlet;
  const lock = settings.claims === null ? null : claim(settings.claims);
  const parser = { file: new URL(settings.parser), clock: systemClock, timers: systemTimers, log };
  const backups = createBackups({
    file: new URL(settings.backup),
    database: settings.database,
    version: settings.facts.version,
    clock: systemClock,
    timers: systemTimers,
    log,
  });
  const standstills = new Standstills();
  let hasTicked = false;
  let told = '';
  const tellState = (state: EngineState) => {
    if (JSON.stringify(state) === told) return;
    told = JSON.stringify(state);
    outlet.tell('state', state);
  };
  const parts = {
    ...settings,
    version: settings.facts.version,
    clock: systemClock,
    timers: systemTimers,
    log,
    emit,
    room: createRoom(dirname(settings.database)),
    configurationFiles: createParser(parser),
    imports: {
      files: createTelemetryParser(parser),
      spool: openSpool(join(dataFolderOf(settings.database), 'spool')),
    },
    ...(settings.facts.demo ? {} : { backups, anchorFiles: anchorFilesOf(dataFolderOf(settings.database)) }),
    onRound: () => outlet.tell('round', null),
    onStore: ({ condition, reason }: StoreState) => {
      if (condition !== 'IO' && condition !== 'CORRUPT') return;
      markSuspect(settings.database);
      outlet.giveUp(new StoreTrouble(condition === 'IO' ? 'io' : 'corrupt', reason ?? '', null));
    },
    onTick: (error: unknown, store: StoreState) => {
      if (!hasTicked) keepHeapSmall();
      hasTicked = true;
      tellState(stateAfterTick(error, store, standstills.told(systemClock.now())));
    },
    outside: {
      openGate: createGateOpener({
        file: () => new URL(settings.intake),
        parser: () => new URL(settings.parser),
        clock: systemClock,
        timers: systemTimers,
        log,
      }),
      folder: join(dataFolderOf(settings.database), 'drop'),
    },
    outgoing: createOutgoing(settings.secretKey),
    reportFiles: {
      print: createPrinter({ ...parser, ...settings, file: new URL(settings.printer) }),
      save: saveIn,
    },
    upkeep: { timezone: settings.facts.timezone, scheduleJob: scheduleByNode },
  };
  // What only a demonstration needs is loaded for it alone: reading it is a tenth of every other start.
  const demo = settings.facts.demo ? await import('../demo.ts') : null;
  const story = (await demo?.prepareDemo({ ...parts, emit: () => {} })) ?? null;
  const open = await openEngine(parts);
  let endDemo = () => {};
  // The shell gets our readiness before the first tick, which may have a night to catch up on.
  setImmediate(() => {
    tellState({ state: 'CATCHING_UP', reason: null });
    open.engine.start();
    if (demo !== null && story !== null) endDemo = demo.continueDemo(open.engine, story, parts);
  });
  // Safe: dispatch asks only for commands, with the input that the command's schema has parsed.
  const handlers = open.engine.handlers as Record<string, CommandHandlers[keyof CommandHandlers]>;
  return {
    call: (name, input, caller) => handlers[name]?.(input as never, caller),
    tell: (topic) => {
      if (topic === 'wake') open.engine.wake();
    },
    stood: (ms) => {
      // The first tick may have a night to catch up on, and says so.
      if (hasTicked && standstills.note(ms, systemClock.now()))
        log.warn('the engine stood still', { ms: Math.round(ms) });
    },
    async stop(planned) {
      endDemo();
      await open.engine.closeGates();
      open.close(planned);
      lock?.release();
    },
  };
});
