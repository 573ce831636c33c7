// Checks the types of every runtime by its own configuration, with the fast compiler.
import { pathToFileURL } from 'node:url';
import { fromModules, run } from './run.mjs';
import { setUp } from './setup.mjs';

const PROJECTS = ['core', 'node', 'web', 'test'];

/** Resolves with the names of the projects that have errors; the compiler prints them. */
export async function typecheck(node) {
  const failed = [];
  for (const project of PROJECTS) {
    const code = await run(node, [
      fromModules('typescript-native/bin/tsc'),
      '-p',
      `tsconfig.${project}.json`,
    ]);
    if (code !== 0) failed.push(project);
  }
  return { projects: PROJECTS, failed };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { failed } = await typecheck(setUp());
  process.exit(failed.length === 0 ? 0 : 1);
}
