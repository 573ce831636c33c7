// npm run vigil -- COMMAND: the command line. Nothing but the command writes to standard output.

import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, supervise } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
await mustBuild(node);
// Files are named from where the person stands, which npm tells.
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await supervise(node, [join(root, 'out/main/cli.js'), ...process.argv.slice(2)], {}, cwd);
