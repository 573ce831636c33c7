import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPacedWriter } from '#main/hosts/cli/paced-writer.ts';
import { run } from '#main/hosts/cli/program.ts';
import { createCliParts } from './cli-parts.ts';
import { askSecret } from './cli-secret.ts';

/* The command line: `npm run -s vigil -- COMMAND`. */

const folder = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
  version: string;
};
/** TypeScript when run from the sources, JavaScript in the build. */
const thread = (name: string) =>
  new URL(import.meta.url.endsWith('.ts') ? `./workers/${name}.ts` : `./${name}.js`, import.meta.url);

// Whoever reads only the beginning (`… | head`) has what was wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const interrupted = () =>
  new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });

process.exitCode = await run(process.argv.slice(2), {
  ...createCliParts({
    resources: join(folder, '../../resources'),
    screens: join(folder, '../renderer'),
    bundlePage: join(folder, '../bundle-page'),
    threads: {
      engine: thread('engine'),
      reader: thread('reader'),
      parser: thread('parser'),
      backup: thread('backup'),
      intake: thread('intake'),
      whatIf: thread('what-if'),
      printer: thread('printer'),
      bundles: thread('bundles'),
    },
    version,
  }),
  out: createPacedWriter(process.stdout),
  err: (text) => void process.stderr.write(text),
  input: () => process.stdin,
  secret: (question) => askSecret(question, process.stdin, process.stderr),
  interrupted,
});
