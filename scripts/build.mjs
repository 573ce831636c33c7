// Builds when the sources are not those of the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { capture, fromModules, root } from './run.mjs';

const SOURCES = ['src', 'electron.vite.config.ts', 'tsconfig.base.json', 'package.json', 'package-lock.json'];
const STAMP = join(root, 'out/.sources');

/** Builds if needed; resolves with null, or with what the build said when it failed. */
export async function build(node) {
  const sources = hashOfSources();
  const built = existsSync(join(root, 'out/main/index.js')) && existsSync(STAMP);
  if (built && readFileSync(STAMP, 'utf8') === sources) return null;
  console.error('Building…');
  const { code, output } = await capture(node, [fromModules('electron-vite/bin/electron-vite.js'), 'build']);
  if (code !== 0) return output;
  writeFileSync(STAMP, sources);
  return null;
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
