/*
 * npm run bench: every goal of performance beside its floor, in one table. npm run bench -- performance [--only FAMILY,…]
 * [--sites N,…] [--events 1M,10M,50M] [--json FILE] [--strict] [--keep]. It reports; only with --strict does a missed goal end it with 1.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAverage } from '#test/kit/figures.ts';
import { measureFamilies } from './performance/families.ts';
import { bundle } from './performance/parts/bundle.ts';
import { calibrate } from './performance/parts/calibrate.ts';
import { createRunJob } from './performance/parts/child.ts';
import { machineOf, readReference, writeReference } from './performance/parts/machine.ts';
import { readOptions } from './performance/parts/options.ts';
import { compare } from './performance/parts/reference.ts';
import { isMet, ratioOf } from './performance/parts/row.ts';
import { tableOf } from './performance/parts/table.ts';

const options = readOptions(process.argv.slice(2));
const reference = readReference();
const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
try {
  const calibration = calibrate(); // before anything else runs in this process: the bundler leaves the loop twelve times as slow
  using bundled = await bundle();
  const run = createRunJob(bundled.file);
  const startedAt = performance.now();
  const { rows, failed } = await measureFamilies(options, run, folder);
  const compared = rows.map((row) => ({ row, comparison: compare(row, calibration, reference) }));
  const missed = compared.filter(({ row }) => isMet(row) === false);
  const worse = compared.filter(({ comparison }) => comparison.isWorse);
  console.log(tableOf(compared));
  console.log(
    `${rows.length} rows, ${missed.length} goals missed, ${worse.length} worse than the reference` +
      `${reference === null ? ' (there is none)' : ` of ${reference.date} on ${reference.machine} at load ${reference.load}`}`,
  );
  const minutes = Math.round((performance.now() - startedAt) / 6_000) / 10;
  console.log(`${machineOf()}; calibration ${calibration} ms, load ${loadAverage()}, ${minutes} minutes`);
  if (options.json !== null) {
    const told = compared.map(({ row, comparison }) => ({
      ...row,
      ratio: ratioOf(row),
      met: isMet(row),
      ...comparison,
    }));
    const machine = { machine: machineOf(), calibration, load: loadAverage() };
    writeFileSync(
      options.json,
      `${JSON.stringify({ bench: 'performance', ...machine, rows: told }, null, 2)}\n`,
    );
  }
  if (failed.length > 0) {
    console.error(`Not measured: ${failed.join('; ')}`);
    process.exitCode = 1;
  }
  if (options.keep) writeReference(rows, calibration);
  if (options.strict && missed.length + worse.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
