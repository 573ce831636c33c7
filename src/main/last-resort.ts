import { join } from 'node:path';
import { systemClock } from '#main/adapters/system/clock.ts';
import { createFileSink, createLog } from '#main/adapters/system/log.ts';
import { noteRestart } from './restarts.ts';

/**
 * What nobody caught, also of a promise: it is logged in full, then the whole program starts again, for its state is durable
 * (DECISIONS 26). Call it once, in a process that is the program's own.
 */
export function armLastResort(dataFolder: string, startAgain: (why: string) => void): void {
  process.once('uncaughtException', (error) => {
    createLog(systemClock, createFileSink(join(dataFolder, 'logs'))).error('nobody caught an error', {
      error,
    });
    noteRestart(dataFolder, systemClock.now());
    startAgain(`an error that nobody had foreseen: ${error.message}`);
  });
}
