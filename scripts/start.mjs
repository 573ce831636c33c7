// npm start: Vigil in Electron where its runtime is here or can be fetched, else the same screens in the browser.
import { resolve } from 'node:path';
import { mustBuild } from './build.mjs';
import { electronProgram, fetchElectron, whyNotElectron } from './electron.mjs';
import { root, run, supervise } from './run.mjs';
import { setUp } from './setup.mjs';

const STARTED_AFTER_MS = 5_000;
/** npm runs this in its own folder: a bundle is where whoever typed its name was. */
const args = process.argv
  .slice(2)
  .map((given) => (given.endsWith('.vigil') ? resolve(process.env.INIT_CWD ?? '.', given) : given));
/** auto, electron or loopback */
const wanted = process.env.VIGIL_HOST ?? 'auto';

/** Runs Electron to its end; resolves with its exit code, or with why it did not start. */
async function runElectron(node) {
  if (electronProgram() === null && !fetchElectron(node)) return { why: 'its download failed' };
  const program = electronProgram();
  const began = Date.now();
  const rights = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  delete process.env.ELECTRON_RUN_AS_NODE;
  try {
    const code = await run(program, [root, ...rights, ...args]);
    return code !== 0 && Date.now() - began < STARTED_AFTER_MS
      ? { why: `it stopped at once (${code})` }
      : { code };
  } catch (error) {
    return { why: `it cannot be started (${error instanceof Error ? error.message : error})` };
  }
}

const tell = (why) => console.log(`Not using Electron: ${why}. Vigil opens in the browser instead.`);

// Asked before anything is installed, so that the answer comes within seconds also on a fresh clone.
let why = wanted === 'loopback' ? 'VIGIL_HOST=loopback was set' : await whyNotElectron();
if (why !== null && wanted === 'electron') {
  console.error(`Electron cannot be used: ${why}.`);
  process.exit(1);
}
if (why !== null) tell(why);
const node = setUp();
await mustBuild(node);
if (why === null) {
  const result = await runElectron(node);
  if ('code' in result) process.exit(result.code);
  why = result.why;
  if (wanted === 'electron') {
    console.error(`Electron cannot be used: ${why}.`);
    process.exit(1);
  }
  tell(why);
}
process.exitCode = await supervise(node, ['out/main/web.js', '--open', ...args]);
