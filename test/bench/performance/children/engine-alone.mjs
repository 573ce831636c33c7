// Starts the built engine's thread on a database and tells the parent of its first round. Plain JavaScript: nothing to strip before it runs.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const [database] = process.argv.slice(2);
const root = join(import.meta.dirname, '../../../..');
const built = join(root, 'out/main');
const engine = new Worker(join(built, 'engine.js'), {
  name: 'engine',
  // As crew.ts starts it.
  resourceLimits: { maxYoungGenerationSizeMb: 8 },
  workerData: {
    database,
    migrations: join(root, 'resources/migrations'),
    runbooks: join(root, 'resources/runbooks'),
    parser: pathToFileURL(join(built, 'parser.js')).href,
    backup: pathToFileURL(join(built, 'backup.js')).href,
    claims: null,
    intake: pathToFileURL(join(built, 'intake.js')).href,
    facts: { version: 'bench', host: 'cli', demo: false, timezone: 'UTC' },
  },
});
engine.on('message', (message) => {
  if (message.kind === 'unable') throw new Error(message.error.message);
  if (message.kind === 'tell' && message.topic === 'round') process.send({});
});
