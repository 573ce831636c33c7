// npm test: sets up, checks, builds and runs every test; the last line counts them all.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from './build.mjs';
import { fromModules, root, run } from './run.mjs';
import { setUp } from './setup.mjs';
import { typecheck } from './typecheck.mjs';

const node = setUp();
const folder = mkdtempSync(join(tmpdir(), 'vigil-test-'));
let passed = 0;
let failed = 0;
/** Whatever failed, told again at the end: in thousands of lines nobody finds it. */
const failures = [];
const fail = (what, why = '') => failures.push(why === '' ? what : `${what}\n    ${why}`);
const count = (name, ok) => {
  if (ok) passed += 1;
  else {
    failed += 1;
    fail(name);
  }
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
  );
  const found = result.numFailedTests + broken.length;
  passed += result.numPassedTests;
  failed += code !== 0 && found === 0 ? 1 : found;
  for (const { name, message } of broken) fail(relative(root, name), firstOf(message || 'its process ended'));
  for (const { name, assertionResults } of result.testResults)
    for (const { fullName, failureMessages } of assertionResults.filter(({ status }) => status === 'failed'))
      fail(`${relative(root, name)}: ${fullName}`, firstOf(failureMessages.join('\n')));
  if (code !== 0 && found === 0) fail(`${config} ended with ${code}, and no test had failed`);
}

const LINES = 12;
const WIDEST = 300;
/** The first lines of why, none so wide that it hides the others. */
const firstOf = (message) =>
  message
    .split('\n')
    .slice(0, LINES)
    .map((line) => line.slice(0, WIDEST))
    .join('\n    ');

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
const broken = await build(node);
if (broken !== null) console.error(broken);
const built = count('build', broken === null);
await vitest('vitest.config.ts');
if (built) await vitest('vitest.e2e.config.ts');

rmSync(folder, { recursive: true, force: true });
for (const failure of failures) console.log(`✗ ${failure}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
