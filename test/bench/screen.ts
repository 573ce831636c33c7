/*
 * npm run bench -- screen [SITES] [DAYS] [SECONDS]: how long a screen waits for its answers, first with the engine alone,
 * then while all sites are replayed beside it. Prints both, the ratio, and one line of JSON. Goal: p99 < 50 ms.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Api, Reply } from '#contract/index.ts';
import { DAY, HOUR, toIso } from '#core/model/time.ts';
import { dataFolderOf } from '#main/adapters/system/data-folder.ts';
import type { Transport } from '#renderer/api/transport.ts';
import { countsInput, EVERYTHING_OPEN, pageInput } from '#renderer/features/feed/feed-filter.ts';
import { launchLoopback } from '#test/e2e/launch.ts';
import { calibration, type Figures, figuresOf, loadAverage, tenths } from '#test/kit/figures.ts';
import { openScreen } from '#test/kit/screen.ts';

const [sites = '1000', days = '1', seconds = '60'] = process.argv.slice(2);
const GOAL_MS = 50;
const SEED = '7';
/** One question every so often, whether or not the last was answered: a slow answer must not spare the next ones. */
const ASK_EVERY_MS = 50;
const LIST_EVERY_MS = 2_000;
const SETTLE_MS = 15_000;
/** Refused by the shell before any thread is asked: the floor of every answer. */
const SHELL_ALONE = 'shell.alone';

const cli = join(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
const db = join(folder, 'vigil.db');
/** The story ends with the last whole hour, so that the engine goes on where it ends. */
const to = Math.floor(Date.now() / HOUR) * HOUR;
const from = to - Number(days) * DAY;

function vigil(...args: string[]): void {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  console.error(`${args[0]}: ${tenths((performance.now() - startedAt) / 1_000)} s`);
}

/** A database with a fleet, its telemetry and what the audits of the whole span found. */
function prepare(): void {
  const story = ['--sites', sites, '--days', days, '--seed', SEED, '--start', toIso(from), '--out', folder];
  vigil('simulate', ...story);
  vigil('import', join(folder, 'sites.yaml'), '--db', db);
  vigil('ingest', join(folder, 'telemetry.ndjson'), '--db', db);
  vigil('replay', '--from', toIso(from), '--to', toIso(to), '--db', db);
}

/** Times by kind of question, in ms. */
type Stopwatch = { readonly times: Map<string, number[]> };

/** Notes how long each question takes, from the frame that leaves to the answer that was read. */
const timed =
  (current: () => Stopwatch) =>
  (transport: Transport): Transport => ({
    ...transport,
    async call(method, input) {
      const { times } = current();
      const askedAt = performance.now();
      const reply = await transport.call(method, input);
      const label = labelOf(method, input);
      const each = times.get(label) ?? [];
      each.push(performance.now() - askedAt);
      times.set(label, each);
      return reply;
    },
  });

function labelOf(method: string, input: unknown): string {
  if (method !== 'findings.page') return method;
  const later = typeof input === 'object' && input !== null && 'cursor' in input && input.cursor !== null;
  return later ? `${method} later` : `${method} first`;
}

function answerOf<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.fault.code}: ${reply.fault.message}`);
  return reply.value;
}

type Known = { readonly ids: readonly string[]; readonly cursors: readonly string[]; readonly total: number };

/** Walks the feed as the screen does, for ids to open and places to scroll to. */
async function explore(api: Api): Promise<Known> {
  const ids: string[] = [];
  const cursors: string[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const page: Answer<'findings.page'> = answerOf(
      await api.call('findings.page', { filter: pageInput(EVERYTHING_OPEN), sort: 'urgency', cursor }),
    );
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
    total = page.total;
    if (cursor !== null) cursors.push(cursor);
  } while (cursor !== null && ids.length < 5_000);
  return { ids, cursors, total };
}

type Question = (turn: number) => Promise<unknown>;

/** A busy operator: the questions of one second, in their order. */
function questionsOf(api: Api, transport: Transport, { ids, cursors }: Known): readonly Question[] {
  const filter = pageInput(EVERYTHING_OPEN);
  const some = <T>(list: readonly T[], turn: number): T | undefined => list[(turn * 7_919) % list.length];
  const firstPage: Question = () => api.call('findings.page', { filter, sort: 'urgency' });
  const laterPage: Question = (turn) =>
    api.call('findings.page', { filter, sort: 'urgency', cursor: some(cursors, turn) ?? null });
  const counts: Question = () => api.call('findings.counts', { filter: countsInput(EVERYTHING_OPEN) });
  const detail: Question = (turn) => api.call('findings.get', { id: some(ids, turn) ?? '' });
  const status: Question = () => api.call('engine.status', {});
  const shell: Question = () => transport.call(SHELL_ALONE, {});
  return [
    ...[firstPage, counts, detail, laterPage, detail],
    ...[firstPage, status, detail, counts, shell],
    ...[firstPage, counts, detail, laterPage, detail],
    ...[firstPage, status, laterPage, counts, detail],
  ];
}

/** Asks at a steady pace until `done`, and waits for the last answer. */
async function ask(questions: readonly Question[], list: Question, done: () => boolean): Promise<void> {
  const waiting: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let turn = 0; !done(); turn += 1) {
    await pause(Math.max(0, startedAt + turn * ASK_EVERY_MS - performance.now()));
    const question = questions[turn % questions.length];
    if (question !== undefined) waiting.push(question(turn));
    if (turn % (LIST_EVERY_MS / ASK_EVERY_MS) === 0) waiting.push(list(turn));
  }
  await Promise.all(waiting);
}

type Phase = {
  readonly figures: Readonly<Record<string, Figures>>;
  readonly own_delay: number;
  readonly load: number;
};

function phaseOf({ times }: Stopwatch, ownDelay: number): Phase {
  const all = [...times].flatMap(([label, each]) => (label === SHELL_ALONE ? [] : each));
  const figures = Object.fromEntries([...times].sort().map(([label, each]) => [label, figuresOf(each)]));
  return { figures: { ...figures, all: figuresOf(all) }, own_delay: ownDelay, load: loadAverage() };
}

/** Replays all sites in a process of its own, again and again until `done`; gives how often. */
async function replayUntil(done: () => boolean): Promise<number> {
  const args = [cli, 'replay', '--dry-run', '--from', toIso(from), '--to', toIso(to), '--db', db, '--json'];
  let count = 0;
  for (; !done(); count += 1) {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`the replay ended with ${code}`);
  }
  return count;
}

function print(alone: Phase, beside: Phase): void {
  const table = Object.entries(beside.figures).map(([question, figures]) => {
    const before = alone.figures[question] ?? figuresOf([]);
    return {
      question,
      count: figures.count,
      ...{ 'alone p50': before.p50, 'alone p99': before.p99, 'alone max': before.max },
      ...{ p50: figures.p50, p95: figures.p95, p99: figures.p99, max: figures.max },
      ratio: tenths(figures.p99 / before.p99),
    };
  });
  console.table(table);
}

try {
  prepare();
  const host = await launchLoopback(dataFolderOf(db));
  let watch: Stopwatch = { times: new Map() };
  const screen = await openScreen(
    host.address(),
    timed(() => watch),
  );
  await pause(SETTLE_MS);
  const known = await explore(screen.api);
  const list: Question = () => screen.api.call('sites.list', {});
  await list(0); // the reader remembers stability from the first time on
  const questions = questionsOf(screen.api, screen.transport, known);
  const measure = async (done: () => boolean): Promise<Phase> => {
    watch = { times: new Map() };
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await ask(questions, list, done);
    delay.disable();
    return phaseOf(watch, tenths(delay.percentile(99) / 1e6));
  };
  const until = () => {
    const end = performance.now() + Number(seconds) * 1_000;
    return () => performance.now() > end;
  };
  const machine = calibration();
  const alone = await measure(until());
  let running = true;
  const replays = replayUntil(until()).finally(() => {
    running = false;
  });
  const beside = await measure(() => !running);
  const replayed = await replays;
  screen.close();
  await host.stop();
  console.log(
    `${sites} sites × ${days} days, ${known.total} open findings in the feed, ${replayed} replays beside`,
  );
  print(alone, beside);
  const p99 = beside.figures.all?.p99 ?? 0;
  console.log(`p99 of all answers during the replay: ${p99} ms; goal < ${GOAL_MS} ms`);
  console.log(
    `calibration ${machine} ms; load ${alone.load}, ${beside.load}; own delay p99 ${alone.own_delay}, ${beside.own_delay} ms`,
  );
  console.log(
    JSON.stringify({
      bench: 'screen',
      sites: Number(sites),
      days: Number(days),
      findings: known.total,
      goal_ms: GOAL_MS,
      p99,
      replays: replayed,
      calibration: machine,
      alone,
      beside,
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
