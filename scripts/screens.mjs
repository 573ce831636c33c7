// npm run screens -- [FOLDER]: pictures of every screen, state, size and theme.
import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, run } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
await mustBuild(node);
process.exitCode = await run(node, [join(root, 'test/screens/screens.ts'), ...process.argv.slice(2)]);
