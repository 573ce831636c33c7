// npm run fuzz -- [FORMAT|all] [MINUTES] [SEED]: reads damaged files of every format and counts what must not happen; exits 1 for any.
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
process.exitCode = await run(node, [join(root, 'test/fuzz/run.ts'), ...process.argv.slice(2)]);
