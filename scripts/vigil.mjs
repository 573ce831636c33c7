// npm run vigil -- COMMAND: the command line. Nothing but the command writes to standard output.
import { mustBuild } from './build.mjs';
import { supervise } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
await mustBuild(node);
process.exitCode = await supervise(node, ['out/main/cli.js', ...process.argv.slice(2)]);
