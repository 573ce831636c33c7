// What every command needs before it can start: the packages of the lockfile and a Node that runs them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fromModules, root } from './run.mjs';

const OLDEST_NODE = [22, 12];

/** Installs when needed and returns the path of the Node to run everything with. Ends the process with one line when it cannot. */
export function setUp() {
  if (!installed()) install();
  const node = packagedNode() ?? systemNode();
  if (node !== null) return node;
  return give(
    `Vigil needs Node ${OLDEST_NODE.join('.')} or newer on ${process.platform}-${process.arch} (this is ${process.version}). Install it from nodejs.org and run the command again.`,
  );
}

const give = (line) => {
  console.error(line);
  process.exit(1);
};

/** True when node_modules holds what the lockfile says. A stamp remembers the answer. */
function installed() {
  if (!existsSync(fromModules('.package-lock.json'))) return false;
  const stamp = fromModules('.vigil-lock');
  const hash = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!agrees()) return false;
  writeFileSync(stamp, hash);
  return true;
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Somebody ran npm by hand: the packages that lie there are compared with the lockfile. Optional ones may be absent. */
function agrees() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(fromModules('.package-lock.json'));
  return (
    Object.entries(present).every(([path, { version }]) => wanted[path]?.version === version) &&
    Object.entries(wanted).every(([path, entry]) => path === '' || entry.optional === true || path in present)
  );
}

function install() {
  console.error('Installing the packages (once, about a minute)…');
  const npm = npmScript();
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // Output goes to standard error: what a command prints on standard output is its own.
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { status } =
    npm === null
      ? spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], options);
  if (status !== 0) give('The packages could not be installed: npm says why above.');
  writeFileSync(fromModules('.vigil-lock'), lockHash());
}

/** The npm that started us, else the one beside this Node; null: look on the path. */
function npmScript() {
  const beside = dirname(process.execPath);
  return (
    [
      process.env.npm_execpath,
      join(beside, 'node_modules/npm/bin/npm-cli.js'),
      join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    ].find((path) => path?.endsWith('npm-cli.js') && existsSync(path)) ?? null
  );
}

/** Node from the packages, where there is one for this system and it runs. */
function packagedNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = fromModules(join(`node-${system}-${process.arch}`, 'bin', program));
  return existsSync(node) && spawnSync(node, ['--version']).status === 0 ? node : null;
}

function systemNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const enough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return enough ? process.execPath : null;
}
