// npm run package -- engine | desktop [--dry-run]: what is installed at a customer's. See packaging/README.md.
import { join } from 'node:path';
import { mustBuild } from './build.mjs';
import { root, run } from './run.mjs';
import { setUp } from './setup.mjs';

const node = setUp();
await mustBuild(node);
process.exitCode = await run(node, [join(root, 'packaging/package.ts'), ...process.argv.slice(2)]);
