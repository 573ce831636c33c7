import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';
import type { Transport } from '#renderer/api/transport.ts';
import { allSites } from '#renderer/features/fleet/all-sites.ts';
import { openScreen } from '#test/kit/screen.ts';

const PROBE = join(import.meta.dirname, '../children/loop-delay.mjs');
const HOST = join(import.meta.dirname, '../../../../out/main/web.js');
/** One question so often, whether or not the last was answered: a slow answer must not spare the next ones. */
const ASK_EVERY_MS = 50;
/** The list of all sites is asked for every so many questions, page by page as a screen asks. */
const LIST_EVERY = 40;

/** What a running program was like for those who look at it. */
export type ShellFigures = {
  /** How long the shell's thread stood still, the longest of each tenth of a second, ms. */
  readonly blocks: readonly number[];
  /** From the moment at which the program listens to its first answer, ms. */
  readonly first: number;
  /** From each later question to its answer at a real socket, ms. */
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
  const answers: number[] = [];
  const screen = await openScreen(address, timing(answers));
  await screen.api.call('engine.status', {});
  const first = Date.now() - listening;
  answers.length = 0;
  await ask(screen.api, seconds);
  screen.close();
  child.kill('SIGTERM');
  await exited;
  return { blocks: blocksSince(log, listening), first, answers };
}

/** Notes how long each question takes at the socket, ms. */
const timing =
  (answers: number[]) =>
  (transport: Transport): Transport => ({
    ...transport,
    async call(method, input) {
      const askedAt = performance.now();
      const reply = await transport.call(method, input);
      answers.push(performance.now() - askedAt);
      return reply;
    },
  });

async function ask(api: Api, seconds: number): Promise<void> {
  const questions = [
    () => api.call('findings.page', { filter: {} }),
    () => api.call('findings.counts', { filter: {} }),
    () => api.call('engine.status', {}),
  ];
  const waiting: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let turn = 0; performance.now() - startedAt < seconds * SECOND; turn++) {
    const question = turn % LIST_EVERY === 0 ? () => allSites(api) : questions[turn % questions.length];
    if (question !== undefined) waiting.push(question());
    await pause(Math.max(0, startedAt + (turn + 1) * ASK_EVERY_MS - performance.now()));
  }
  await Promise.all(waiting);
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
