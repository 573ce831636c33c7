// npm run vigil -- COMMAND: the command line. Nothing but the command writes to standard output.

import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, supervise } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
await mustBuild(node);
// Files are named from where the person stands, which npm tells.
const cwd = process.env.INIT_CWD ?? process.cwd();
// Room for new objects, as packaging/engine/vigil-engine gives it: by itself V8 lets a hundred megabytes of them pile up in an import (ADR 0072).
const room = '--max-semi-space-size=8';
const cli = join(root, 'out/main/cli.js');
process.exitCode = await supervise(node, [room, cli, ...process.argv.slice(2)], {}, cwd);
