import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Ack, readAck } from './acks.ts';

/** Known bugs that may be seeded into the program under test. */
export type Bug = 'ack before commit' | 'no unique key' | 'synchronous NORMAL';

/** What engine-child.ts is told. */
export type ChildSettings = {
  readonly folder: string;
  readonly resources: string;
  /** The first turn, the turn at whose beginning the clock stands, and the one at which it ends by itself. */
  readonly from: number;
  readonly at: number;
  readonly until: number;
  /** How often it tries what failed. */
  readonly attempts: number;
  readonly bug: Bug | null;
  /** A folder for copies of the files after each turn. */
  readonly recording: string | null;
  /** It waits for a line on standard input when the engine is up. */
  readonly waits: boolean;
  /** The database may not grow beyond so many pages. */
  readonly mostPages: number | null;
};

/** How one life of the program went. */
export type Life = {
  readonly acks: readonly Ack[];
  /** It came to the end of its turns by itself. */
  readonly finished: boolean;
  /** Exit code, or the signal that ended it. */
  readonly end: number | NodeJS.Signals | null;
  /** What it wrote to standard error. */
  readonly complaint: string;
};

const USUAL: Pick<ChildSettings, 'attempts' | 'bug' | 'recording' | 'waits' | 'mostPages'> = {
  attempts: 1,
  bug: null,
  recording: null,
  waits: false,
  mostPages: null,
};
const RESOURCES = join(import.meta.dirname, '../../../resources');

export type LifeParts = {
  /** The program: a bundle of engine-child.ts (parts/bundle.ts). */
  readonly program: string;
  readonly settings: Pick<ChildSettings, 'folder' | 'from' | 'until'> &
    Partial<typeof USUAL & { readonly at: number }>;
  /** Called with the first acknowledgement of this life: arms what ends or hurts it. */
  readonly onFirstAck?: (child: ChildProcess) => void;
  /** Called when the engine is up. */
  readonly onReady?: (child: ChildProcess) => void;
  /** A command line to run it under. */
  readonly under?: readonly string[];
};

/** Runs the program until it ends, however it does. */
export async function live({ program, settings, onFirstAck, onReady, under = [] }: LifeParts): Promise<Life> {
  const told: ChildSettings = {
    resources: RESOURCES,
    at: settings.from,
    ...USUAL,
    ...settings,
  };
  const [command = process.execPath, ...args] = [...under, process.execPath, program, JSON.stringify(told)];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  child.stdin.on('error', () => {}); // it may be gone before it is told to go on
  const acks: Ack[] = [];
  let finished = false;
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY') onReady?.(child);
    if (line === 'DONE') finished = true;
    const ack = readAck(line);
    if (ack === null) continue;
    acks.push(ack);
    if (acks.length === 1) onFirstAck?.(child);
  }
  const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  return { acks, finished, end: signal ?? code, complaint };
}

/** The last turn of which everything was answered; null when none was. */
export const lastTurn = (acks: readonly Ack[]): number | null =>
  acks.findLast((ack) => ack.kind === 'turn')?.turn ?? null;
