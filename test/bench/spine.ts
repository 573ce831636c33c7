/*
 * npm run bench -- spine [SITES] [DAYS] [SEED]: simulate → import → ingest → replay, each through the real command line,
 * and the findings of the replay held against the truth of the simulator. Prints a table and one line of JSON.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, toIso } from '#core/model/time.ts';
import { calibration } from '#test/kit/figures.ts';
import type { Printed, Truth } from '#test/kit/truth.ts';
import { compareWithTruth } from '#test/kit/truth.ts';

const [sites = '100', days = '7', seed = '7'] = process.argv.slice(2);
const START = Date.parse('2026-01-05T00:00:00Z');
const cli = join(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
const db = join(folder, 'vigil.db');
const timings: Record<string, number> = {};

/** Runs one command and gives its JSON lines. */
function vigil(step: string, ...args: string[]): readonly unknown[] {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  timings[step] = Math.round(performance.now() - startedAt);
  if (status !== 0) throw new Error(`${step} ended with ${status}: ${stderr}${stdout}`);
  return linesOf(stdout);
}
const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

try {
  const to = toIso(START + Number(days) * DAY);
  vigil('simulate', 'simulate', '--sites', sites, '--days', days, '--seed', seed, '--out', folder);
  vigil('import', 'import', join(folder, 'sites.yaml'), '--db', db);
  const [counts] = vigil('ingest', 'ingest', join(folder, 'telemetry.ndjson'), '--db', db);
  const lines = vigil('replay', 'replay', '--from', toIso(START), '--to', to, '--db', db);
  // safe: these are the lines that the command line prints and the simulator writes
  const truths = linesOf(readFileSync(join(folder, 'truth.ndjson'), 'utf8')) as Truth[];
  const findings = lines.filter(
    (line) => typeof line === 'object' && line !== null && 'id' in line,
  ) as Printed[];
  const comparison = compareWithTruth(truths, findings);
  const total = Object.values(timings).reduce((sum, ms) => sum + ms, 0);
  console.log(`${sites} sites × ${days} days, seed ${seed}: ${JSON.stringify(counts)}`);
  console.table({ ...timings, total, calibration: calibration() });
  console.table(
    comparison.types.map(({ delays, ...type }) => ({
      ...type,
      'delay p50 s': Math.round((delays[Math.floor(delays.length / 2)] ?? 0) / 1_000),
      'delay max s': Math.round((delays.at(-1) ?? 0) / 1_000),
    })),
  );
  for (const truth of comparison.missed.slice(0, 10)) console.log('missed', JSON.stringify(truth));
  for (const finding of comparison.unexplained.slice(0, 10)) {
    const { site, finding_type, subject, condition_started_at, detected_at } = finding;
    console.log(
      'unexplained',
      JSON.stringify({ site, finding_type, subject, condition_started_at, detected_at }),
    );
  }
  const summary = lines.find((line) => typeof line === 'object' && line !== null && 'summary' in line);
  console.log(
    JSON.stringify({
      sites: Number(sites),
      days: Number(days),
      seed: Number(seed),
      ...timings,
      total,
      missed: comparison.missed.length,
      unexplained: comparison.unexplained.length,
      database_mb: Math.round(statSync(db).size / 1e6),
      replay: summary,
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
