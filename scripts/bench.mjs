// npm run bench -- NAME: runs test/bench/NAME.ts; without a name the goals of performance.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, run } from './run.mjs';
import { setUp } from './setup.mjs';

const folder = join(root, 'test/bench');
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []));
const given = process.argv.slice(2);
const isNamed = given[0] !== undefined && !given[0].startsWith('--');
const [name, args] = isNamed ? [given[0], given.slice(1)] : ['performance', given];
if (!names.includes(name)) {
  console.error(`Which bench? npm run bench -- ${names.join(' | ')}`);
  process.exit(2);
}
const node = setUp();
await mustBuild(node);
process.exitCode = await run(node, [join(folder, `${name}.ts`), ...args]);
