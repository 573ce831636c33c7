import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, toIso } from '#core/model/time.ts';
import type { Printed, Truth } from '#test/kit/truth.ts';

/** What a story is made of: so many sites, so many days, one seed. */
export type StoryShape = { readonly sites: number; readonly days: number; readonly seed: number };

/** A simulated story that went through the real command line, in a folder that is removed at the end of its block. */
export type ToldStory = Disposable & {
  readonly shape: StoryShape;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly database: string;
  readonly telemetry: string;
  readonly truths: readonly Truth[];
  /** What the replay printed, in the order of detection. */
  readonly findings: readonly Printed[];
  /** What the replay summed up, and what the ingest counted. */
  readonly summary: unknown;
  readonly ingested: unknown;
  /** Milliseconds of each step. */
  readonly timings: Readonly<Record<string, number>>;
  readonly total: number;
};

/** A Monday, so that a simulated week is a calendar week. */
const START = Date.parse('2026-01-05T00:00:00Z');
const CLI = join(import.meta.dirname, '../../../out/main/cli.js');

/** simulate → import → ingest → replay by the built command line. Throws what a command said when it failed. */
export function tellStory(shape: StoryShape): ToldStory {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    return { ...tellIn(folder, shape), [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function tellIn(folder: string, shape: StoryShape): Omit<ToldStory, keyof Disposable> {
  const database = join(folder, 'vigil.db');
  const telemetry = join(folder, 'telemetry.ndjson');
  const to = START + shape.days * DAY;
  const timings: Record<string, number> = {};
  const vigil = (step: string, ...args: string[]): readonly unknown[] => {
    const startedAt = performance.now();
    const lines = run(step, ...args, '--json');
    timings[step] = Math.round(performance.now() - startedAt);
    return lines;
  };
  const [sites, days, seed] = [shape.sites, shape.days, shape.seed].map(String) as [string, string, string]; // three in, three out
  vigil('simulate', '--sites', sites, '--days', days, '--seed', seed, '--out', folder);
  vigil('import', join(folder, 'sites.yaml'), '--db', database);
  const [ingested] = vigil('ingest', telemetry, '--db', database);
  const printed = vigil('replay', '--from', toIso(START), '--to', toIso(to), '--db', database);
  return {
    ...{ shape, from: START, to, database, telemetry, timings, ingested },
    // safe: the simulator writes these lines, and the command line prints the next
    truths: linesOf(readFileSync(join(folder, 'truth.ndjson'), 'utf8')) as Truth[],
    findings: printed.filter((line) => has(line, 'id')) as Printed[],
    summary: printed.find((line) => has(line, 'summary')),
    total: Object.values(timings).reduce((sum, ms) => sum + ms, 0),
  };
}

function run(...args: string[]): readonly unknown[] {
  const options = { encoding: 'utf8', maxBuffer: 1 << 30 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], options);
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr}${stdout}`);
  return linesOf(stdout);
}

const has = (line: unknown, field: string): boolean =>
  typeof line === 'object' && line !== null && field in line;

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
