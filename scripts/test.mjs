// npm test: sets up, checks, builds and runs every test; the last line counts them all.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { fromModules, run } from './run.mjs';
import { setUp } from './setup.mjs';
import { typecheck } from './typecheck.mjs';

const node = setUp();
const folder = mkdtempSync(join(tmpdir(), 'vigil-test-'));
let passed = 0;
let failed = 0;
const count = (name, ok) => {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? '✓' : '✗'} ${name}`);
  return ok;
};

/** Runs one vitest configuration and adds its counts; a run that broke down without a failing test counts as one failure. */
async function vitest(config) {
  const report = join(folder, `${config}.json`);
  const args = [
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const code = await run(node, [fromModules('vitest/vitest.mjs'), ...args]);
  const result = readReport(report);
  const broken = result.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failures = result.numFailedTests + broken;
  passed += result.numPassedTests;
  failed += code !== 0 && failures === 0 ? 1 : failures;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] }; // it broke down before it wrote one
  }
}

const types = await typecheck(node);
for (const project of types.projects) count(`types: ${project}`, !types.failed.includes(project));
count('lint and format', (await run(node, [fromModules('@biomejs/biome/bin/biome'), 'check', '.'])) === 0);
const failure = await build(node);
if (failure !== null) console.error(failure);
const built = count('build', failure === null);
await vitest('vitest.config.ts');
if (built) await vitest('vitest.e2e.config.ts');

rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
