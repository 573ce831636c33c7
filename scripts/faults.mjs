// npm run faults -- [SUITE [SIZE]]: brings about what must not hurt, at length; see docs/DEVELOPING.md.
import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, run } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
await mustBuild(node);
process.exitCode = await run(node, [join(root, 'test/faults/run.ts'), ...process.argv.slice(2)]);
