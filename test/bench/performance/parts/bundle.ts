import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '../../../..');

/** Files find resources and each other by where their source is, also out of a bundle. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  transform: (code, id) =>
    code.includes('import.meta.dirname')
      ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      : null,
};

/** A bundle and how to remove it: a run must not take away another's. */
export type Bundle = { readonly file: string } & Disposable;

/**
 * Bundles what the bench's processes run, as the program itself is bundled: what strips the types of loose files would be
 * half of a small engine's memory, and most of its start.
 */
export async function bundle(): Promise<Bundle> {
  // Beside the packages that it does not hold.
  const outDir = join(ROOT, 'out', `bench-${process.pid}`);
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [whereItWas],
    ssr: { noExternal: true, external: ['better-sqlite3', 'node-schedule', 'ws'] },
    build: {
      ssr: join(import.meta.dirname, '../run.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'run.js' } },
    },
  });
  return {
    file: join(outDir, 'run.js'),
    [Symbol.dispose]: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
