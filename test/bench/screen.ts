/*
 * npm run bench -- screen [SITES] [DAYS] [SECONDS]: how long a screen waits for its answers, first with the engine alone,
 * then while all sites are replayed beside it. Prints both, the ratio, and one line of JSON. Goal: p99 < 50 ms.
 * npm run bench -- screen drawn [FINDINGS]: the feed with that many open findings (100,000) in a real browser.
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
import { allSites } from '#renderer/features/fleet/all-sites.ts';
import { type LoopbackRun, launchLoopback } from '#test/e2e/launch.ts';
import {
  calibration,
  type Figures,
  figuresOf,
  loadAverage,
  tenths,
  waitedForCores,
} from '#test/kit/figures.ts';
import { openScreen } from '#test/kit/screen.ts';
import { measureDrawn } from './parts/drawn-feed.ts';

const [sites = '1000', days = '1', seconds = '60'] = process.argv.slice(2);
const DRAWN = 'drawn';
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
  /** How late the bench's own timers were, p99 in ms. */
  readonly own_delay: number;
  /** Percent of the time in which some thread of the machine waited for a core; null where the system does not tell. */
  readonly pressure: number | null;
  readonly load: number;
};

/** Does the work and gives what the stopwatch then shows, with how busy the machine was. */
async function phaseOf(watch: Stopwatch, work: () => Promise<void>): Promise<Phase> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const [startedAt, waitedBefore] = [performance.now(), waitedForCores()];
  delay.enable();
  await work();
  delay.disable();
  const [took, waited] = [performance.now() - startedAt, waitedForCores()];
  return {
    figures: figuresByQuestion(watch),
    own_delay: tenths(delay.percentile(99) / 1e6),
    pressure:
      waited === null || waitedBefore === null ? null : tenths((100 * (waited - waitedBefore)) / took),
    load: loadAverage(),
  };
}

function figuresByQuestion({ times }: Stopwatch): Phase['figures'] {
  const all = [...times].flatMap(([label, each]) => (label === SHELL_ALONE ? [] : each));
  const figures = [...times].sort().map(([label, each]) => [label, figuresOf(each)] as const);
  return { ...Object.fromEntries(figures), all: figuresOf(all) };
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

type Measured = {
  readonly known: Known;
  readonly machine: number;
  readonly replays: number;
  readonly alone: Phase;
  readonly beside: Phase;
};

const elapsed = (): (() => boolean) => {
  const end = performance.now() + Number(seconds) * 1_000;
  return () => performance.now() > end;
};

async function measure(host: LoopbackRun): Promise<Measured> {
  let watch: Stopwatch = { times: new Map() };
  const { api, transport, close } = await openScreen(
    host.address(),
    timed(() => watch),
  );
  await pause(SETTLE_MS);
  const known = await explore(api);
  const list: Question = () => allSites(api);
  await list(0); // the reader remembers stability from the first time on
  const questions = questionsOf(api, transport, known);
  const phase = (done: () => boolean): Promise<Phase> => {
    watch = { times: new Map() };
    return phaseOf(watch, () => ask(questions, list, done));
  };
  const machine = calibration();
  const alone = await phase(elapsed());
  let running = true;
  const replaying = replayUntil(elapsed()).finally(() => {
    running = false;
  });
  const [beside, replays] = await Promise.all([phase(() => !running), replaying]);
  close();
  return { known, machine, replays, alone, beside };
}

const busy = ({ pressure, load, own_delay }: Phase): string =>
  `load ${load}, a core was waited for ${pressure ?? '?'} % of the time, own delay p99 ${own_delay} ms`;

function report({ known, machine, replays, alone, beside }: Measured): void {
  const open = `${known.total} open findings in the feed`;
  console.log(`${sites} sites × ${days} days, ${open}, ${replays} replays beside`);
  print(alone, beside);
  const p99 = beside.figures.all?.p99 ?? 0;
  console.log(`p99 of all answers during the replay: ${p99} ms; goal < ${GOAL_MS} ms`);
  console.log(`alone: ${busy(alone)}`);
  console.log(`beside: ${busy(beside)}`);
  console.log(`calibration ${machine} ms`);
  const shape = { sites: Number(sites), days: Number(days), findings: known.total };
  const line = { bench: 'screen', ...shape, goal_ms: GOAL_MS, p99, replays, calibration: machine };
  console.log(JSON.stringify({ ...line, alone, beside }));
}

async function reportAnswers(): Promise<void> {
  prepare();
  const host = await launchLoopback(dataFolderOf(db));
  try {
    report(await measure(host));
  } finally {
    await host.stop();
  }
}

async function reportDrawn(): Promise<void> {
  const findings = Number(process.argv[3] ?? 100_000);
  const machine = calibration();
  const figures = await measureDrawn(findings);
  console.table(figures);
  console.log(`calibration ${machine} ms; load ${loadAverage()}`);
  console.log(
    JSON.stringify({ bench: 'screen drawn', findings, calibration: machine, load: loadAverage(), figures }),
  );
}

try {
  if (sites === DRAWN) await reportDrawn();
  else await reportAnswers();
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
