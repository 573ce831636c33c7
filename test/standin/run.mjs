// node --import ./register.mjs ./run.mjs APP_FOLDER [--user-data-dir=FOLDER]: what the electron program does.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareApp, startApp } from './app.mjs';

const DEADLOCK = 86;
const folder = resolve(process.argv[2] ?? '.');
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
prepareApp(folder, description);
process.argv.splice(1, 2, folder);
const guard = setTimeout(() => {
  console.error(
    'stand-in: the main module never finished. In Electron "ready" comes only after an ESM main module was evaluated, so a top-level `await app.whenReady()` waits for ever.',
  );
  process.exit(DEADLOCK);
}, 15_000);
await import(pathToFileURL(join(folder, description.main)).href);
clearTimeout(guard);
await startApp();
