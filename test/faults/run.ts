/* npm run faults -- [SUITE [SIZE]]: the long form of every suite, or of one. SEED=… repeats a run. */
import { runSuite } from './parts/run-suite.ts';
import { faultsOf, type Suite } from './parts/suite.ts';
import { passed, type Row, table } from './parts/table.ts';
import { absent } from './parts/tools.ts';
import { SUITES } from './suites.ts';

/** Of each suite's faults so many are written out. */
const MOST_TOLD = 20;

const [name, size] = process.argv.slice(2);
const chosen = SUITES.filter((suite) => name === undefined || suite.name === name);
const count = size === undefined ? null : Number(size);
if (chosen.length === 0 || (count !== null && !(Number.isInteger(count) && count > 0))) {
  console.error(`Usage: npm run faults -- [${SUITES.map((suite) => suite.name).join(' | ')}] [SIZE]`);
  process.exit(2);
}
const seed = process.env.SEED ?? String(Date.now() % 1_000_000);
console.log(`SEED=${seed} repeats this run.`);

async function runOne(suite: Suite): Promise<Row> {
  const missing = absent(suite.tools);
  if (missing.length > 0)
    return { name: suite.name, result: null, skipped: `skipped: ${missing.join(', ')} is missing` };
  const wanted = count ?? suite.size;
  console.log(`\n${suite.name}: ${wanted} ${suite.unit}`);
  const progress = (text: string) => console.log(`  ${text}`);
  const result = await runSuite(suite, { size: wanted, seed, progress });
  for (const fault of faultsOf(result).slice(0, MOST_TOLD)) console.log(`  ✗ ${fault}`);
  for (const note of result.notes) console.log(`  · ${note}`);
  return { name: suite.name, result, skipped: null };
}

const rows: Row[] = [];
for (const suite of chosen) rows.push(await runOne(suite));
console.log(`\n${table(rows)}`);
process.exitCode = rows.every(passed) ? 0 : 1;
