import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';
import { openScreen } from '#test/kit/screen.ts';

const PROBE = join(import.meta.dirname, '../children/loop-delay.mjs');
const HOST = join(import.meta.dirname, '../../../../out/main/web.js');
/** One question so often, whether or not the last was answered: a slow answer must not spare the next ones. */
const ASK_EVERY_MS = 50;
/** The list of all sites is asked for every so many questions. */
const LIST_EVERY = 40;

/** What a running program was like for those who look at it. */
export type ShellFigures = {
  /** How long the shell's thread stood still, the longest of each tenth of a second, ms. */
  readonly blocks: readonly number[];
  /** From each question to its answer at a real socket, ms. */
  readonly answers: readonly number[];
};

/** Runs the built program on a database for so many seconds while a screen asks what the feed asks. */
export async function shellOf(database: string, seconds: number): Promise<ShellFigures> {
  const folder = dirname(database);
  const log = join(folder, 'loop-delay');
  const child = fork(HOST, ['--port', '0'], {
    env: { ...process.env, VIGIL_DATA: folder, LOOP_DELAY: log },
    execArgv: ['--import', PROBE],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const message = await Promise.race([once(child, 'message'), exited.then(() => null)]);
  if (message === null) throw new Error('the program ended before it listened');
  const listening = Date.now();
  const [{ address }] = message as [{ address: string }]; // web.ts sends nothing else
  const screen = await openScreen(address);
  const answers = await ask(screen.api, seconds);
  screen.close();
  child.kill('SIGTERM');
  await exited;
  return { blocks: blocksSince(log, listening), answers };
}

async function ask(api: Api, seconds: number): Promise<readonly number[]> {
  const answers: number[] = [];
  const timed = async (question: () => Promise<unknown>) => {
    const askedAt = performance.now();
    await question();
    answers.push(performance.now() - askedAt);
  };
  const questions = [
    () => api.call('findings.page', { filter: {} }),
    () => api.call('findings.counts', { filter: {} }),
    () => api.call('engine.status', {}),
  ];
  const waiting: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let turn = 0; performance.now() - startedAt < seconds * SECOND; turn++) {
    const question =
      turn % LIST_EVERY === 0 ? () => api.call('sites.list', {}) : questions[turn % questions.length];
    if (question !== undefined) waiting.push(timed(question));
    await pause(Math.max(0, startedAt + (turn + 1) * ASK_EVERY_MS - performance.now()));
  }
  await Promise.all(waiting);
  return answers;
}

/** The blocks of the log, without those that began before the program listened: loading its files is no block of anybody. */
function blocksSince(log: string, listening: number): readonly number[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [since = 0, max = 0] = line.split(' ').map(Number);
    return since >= listening ? [max] : [];
  });
}
