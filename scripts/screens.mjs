// npm run screens -- [FOLDER]: pictures of every screen, state, size and theme. With --guides: those of the README and the guides.
import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, run } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
await mustBuild(node);
const given = process.argv.slice(2);
process.exitCode = given.includes('--guides')
  ? await run(node, [join(root, 'test/screens/guides.ts')])
  : await run(node, [join(root, 'test/screens/screens.ts'), ...given]);
