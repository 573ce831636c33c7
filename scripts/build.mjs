// Builds when the sources are not those of the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { capture, fromModules, root } from './run.mjs';

const SOURCES = [
  'src',
  'packaging/third-party.ts',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];
const STAMP = join(root, 'out/.sources');
const LOCK = join(root, 'out/.building');
/** So much of the hash of the sources tells one build from another. */
const BUILD_LETTERS = 12;
const LONGEST_BUILD_MS = 120_000;

/** Builds if needed; resolves with null, or with what the build said when it failed. */
export async function build(node) {
  if (isCurrent()) return null;
  return await alone(async () => {
    if (isCurrent()) return null; // another command has built meanwhile
    console.error('Building…');
    const sources = hashOfSources();
    const { code, output } = await capture(
      node,
      [fromModules('electron-vite/bin/electron-vite.js'), 'build'],
      {
        VIGIL_BUILD: sources.slice(0, BUILD_LETTERS),
      },
    );
    if (code !== 0) return output;
    writeFileSync(STAMP, sources);
    return null;
  });
}

const isCurrent = () =>
  existsSync(join(root, 'out/main/index.js')) &&
  existsSync(STAMP) &&
  readFileSync(STAMP, 'utf8') === hashOfSources();

/** Two commands that are started together must not build into the same folder: one waits for the other. */
async function alone(work) {
  while (!take()) await new Promise((done) => setTimeout(done, 200));
  try {
    return await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** True when the lock is ours. One that is older than any build takes was left by a command that died. */
function take() {
  mkdirSync(join(root, 'out'), { recursive: true });
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const made = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0; // it may be gone by now
    if (Date.now() - made > LONGEST_BUILD_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

/** Builds if needed; ends the process with the build's own words when it fails. */
export async function mustBuild(node) {
  const failure = await build(node);
  if (failure === null) return;
  console.error(failure);
  process.exit(1);
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesOf(join(root, path))).sort()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

const filesOf = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesOf(join(path, name))) : [path];
