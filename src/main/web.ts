import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '#main/adapters/system/data-folder.ts';
import { bundlesAmong, withoutBundles } from './bundle-arguments.ts';
import { armLastResort } from './last-resort.ts';
import { hasDesktop, openBrowser } from './open-browser.ts';
import { START_AGAIN } from './start-again.ts';
import { startLoopback } from './start-loopback.ts';

/* The loopback host by itself: what `npm start` runs where there is no Electron. */

const folder = import.meta.dirname;
const values = readArguments();
const demo = values.demo === true;
const dataFolder = defaultDataFolder(demo);
const { version } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
  version: string;
};
/** A page that is open already comes back by itself. */
const mayOpen = values.open === true && hasDesktop() && process.env.VIGIL_RESTARTED === undefined;
let closePage: (() => void) | null = null;

function tellAddress(address: string): void {
  const first = closePage === null;
  console.log(`${first ? 'Vigil is running:' : 'For one more window:'} ${address}`);
  closePage?.();
  closePage = first && mayOpen ? openBrowser(dataFolder, address) : () => {};
  process.send?.({ address });
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { demo: { type: 'boolean' }, open: { type: 'boolean' }, port: { type: 'string' } },
    });
    if (withoutBundles(positionals).length > 0) throw new Error('only bundles are opened');
    return { ...values, bundles: bundlesAmong(positionals, process.cwd()) };
  } catch {
    console.error('Usage: npm start [-- [--demo] [--port N] [FILE.vigil ...]]');
    return process.exit(2);
  }
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function startAgain(why: string): never {
  console.error(`Vigil starts again: ${why}`);
  process.exit(START_AGAIN);
}

armLastResort(dataFolder, startAgain);
if (demo)
  console.log(
    'The demonstration: a sample fleet with a week behind it. Unless it ran just now, that week is made first: 10 to 30 seconds…',
  );
const starting = startLoopback({
  dataFolder,
  threads: {
    engine: new URL('./engine.js', import.meta.url),
    reader: new URL('./reader.js', import.meta.url),
    parser: new URL('./parser.js', import.meta.url),
    backup: new URL('./backup.js', import.meta.url),
    intake: new URL('./intake.js', import.meta.url),
    whatIf: new URL('./what-if.js', import.meta.url),
    printer: new URL('./printer.js', import.meta.url),
    bundles: new URL('./bundles.js', import.meta.url),
  },
  resources: join(folder, '../../resources'),
  screens: join(folder, '../renderer'),
  bundlePage: join(folder, '../bundle-page'),
  version,
  demo,
  port: values.port === undefined ? null : Number(values.port),
  onAddress: tellAddress,
  bundles: process.env.VIGIL_RESTARTED === undefined ? values.bundles : [],
  startAgain,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    closePage?.();
    starting.then(({ stop }) => stop(true)).then(() => process.exit(0), fail);
  });

const { trouble } = await starting.catch(fail);
const reason = trouble();
if (reason !== null) console.error(`The engine is not running: ${reason}`);
console.log('Ctrl+C ends it.');
