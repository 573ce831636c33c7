// Starting other programs: without a shell, on every system, with the packaged Node first on the path.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const fromModules = (path) => join(root, 'node_modules', path);

/** The program wants to be started again (the same number as in src/main/start-again.ts). */
const START_AGAIN = 75;
const MOST_RESTARTS = 5;
const WITHIN_MS = 10 * 60_000;
const REST_MS = 60_000;

/** The environment of a child: tools that look for `node` find the one we chose. */
const environment = (node, extra = {}) => ({
  ...process.env,
  PATH: [fromModules('.bin'), dirname(node), process.env.PATH ?? ''].join(delimiter),
  ...extra,
});

/** Runs a script to its end, passing signals on; resolves with its exit code (1 when a signal ended it). */
export function run(node, args, { env = {}, stdio = 'inherit', cwd = root } = {}) {
  const child = spawn(node, args, { cwd, stdio, env: environment(node, env) });
  const pass = (signal) => child.kill(signal);
  process.on('SIGTERM', pass);
  // A terminal sends SIGINT to us all: the child ends by itself, we only wait for it.
  const wait = () => {};
  process.on('SIGINT', wait);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      process.off('SIGTERM', pass);
      process.off('SIGINT', wait);
      done(code ?? 1);
    });
  });
}

/** Runs a script and keeps what it prints; resolves with `{ code, output }`. */
export function capture(node, args, env = {}) {
  const child = spawn(node, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(node, env),
  });
  let output = '';
  const keep = (chunk) => {
    output += String(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** Runs a host, and starts it again when it ended itself for that; after 5 times in 10 minutes it waits a minute each time, but it never gives up. */
export async function supervise(node, args, env = {}, cwd = root) {
  const restarts = [];
  for (;;) {
    const again = restarts.length > 0 ? { VIGIL_RESTARTED: '1' } : {};
    const code = await run(node, args, { cwd, env: { ...env, ...again } });
    if (code !== START_AGAIN) return code;
    const now = Date.now();
    restarts.push(now);
    if (restarts.filter((at) => now - at < WITHIN_MS).length <= MOST_RESTARTS) continue;
    console.error(
      'Vigil has started itself again too often: it waits a minute. The log in its data folder says why.',
    );
    await new Promise((done) => setTimeout(done, REST_MS));
  }
}
