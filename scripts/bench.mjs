// npm run bench -- NAME: runs test/bench/NAME.ts.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, run } from './run.mjs';
import { setUp } from './setup.mjs';

const folder = join(root, 'test/bench');
const names = existsSync(folder)
  ? readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []))
  : [];
const [name, ...args] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`Which bench? npm run bench -- ${names.join(' | ') || '(there is none yet)'}`);
  process.exit(2);
}
const node = setUp();
await mustBuild(node);
process.exitCode = await run(node, [join(folder, `${name}.ts`), ...args]);
