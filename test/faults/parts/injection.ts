import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The calls by which SQLite changes a file. */
export const CALLS = ['pwrite64', 'fsync', 'ftruncate', 'unlink', 'openat'] as const;
export type CallName = (typeof CALLS)[number];

/** The nth call of this name, counted from when the engine was up. */
export type Call = { readonly name: CallName; readonly nth: number };

/** What a call fails with. */
export const ERRORS = ['ENOSPC', 'EIO', 'EROFS'] as const;
export type ErrorName = (typeof ERRORS)[number];

export type Injection = Call & {
  readonly error: ErrorName;
  /** Every call of this name after it fails too. */
  readonly lasting: boolean;
};

const FILES = ['vigil.db', 'vigil.db-wal'];
const onFiles = (folder: string) => FILES.flatMap((name) => ['-P', join(folder, name)]);

/** Lets a waiting program go on with one call of its database failing. */
export const inject = (child: ChildProcess, folder: string, { name, nth, error, lasting }: Injection) =>
  attach(child, [
    ...onFiles(folder),
    ...['-e', `trace=${name}`],
    ...['-e', `inject=${name}:error=${error}:when=${nth}${lasting ? '+' : ''}`],
    ...['-o', '/dev/null'],
  ]);

/** Lets a waiting program go on with the calls of its database written down. */
export const watch = (child: ChildProcess, folder: string, log: string) =>
  attach(child, [...onFiles(folder), '-e', `trace=${CALLS.join(',')}`, '-o', log]);

async function attach(child: ChildProcess, options: readonly string[]): Promise<void> {
  const tracer = spawn('strace', ['-f', ...options, '-p', String(child.pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // Its first word is that it holds the program, or why it cannot.
  await Promise.race([once(tracer.stderr, 'data'), once(tracer, 'exit')]);
  child.stdin?.write('go\n');
}

/** The calls in a log of `watch`, in order. */
export function callsIn(log: string): readonly Call[] {
  const counts = new Map<string, number>();
  return readFileSync(log, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const name = CALLS.find((call) => new RegExp(`^\\d+ +${call}\\(`).test(line));
      if (name === undefined) return [];
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      return [{ name, nth }];
    });
}
