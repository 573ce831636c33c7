import { dirname, join } from 'node:path';
import { build, type Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '../../../..');
const OUT = join(ROOT, 'out/bench');

/** Files find resources and each other by where their source is, also out of a bundle. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  transform: (code, id) =>
    code.includes('import.meta.dirname')
      ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      : null,
};

/**
 * Bundles what the bench's processes run, as the program itself is bundled: what strips the types of loose files would be
 * half of a small engine's memory, and most of its start. Gives the file to run.
 */
export async function bundle(): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [whereItWas],
    ssr: { noExternal: true, external: ['better-sqlite3', 'node-schedule'] },
    build: {
      ssr: join(import.meta.dirname, '../run.ts'),
      outDir: OUT,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'run.js' } },
    },
  });
  return join(OUT, 'run.js');
}
