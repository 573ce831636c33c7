// What scripts/package.mjs runs, once the program is built.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './contents.ts';
import { packDesktop } from './desktop.ts';
import { packEngine } from './engine.ts';
import { writeBillOfMaterials } from './sbom.ts';

const [what, ...options] = process.argv.slice(2);
const out = join(root, 'dist');
mkdirSync(out, { recursive: true });

async function make(): Promise<readonly string[] | null> {
  if (what === 'engine' && options.length === 0)
    return [...packEngine(out, process.arch), writeBillOfMaterials(out)];
  if (what !== 'desktop' || options.some((option) => option !== '--dry-run')) return null;
  const { platform, arch } = process;
  const made = await packDesktop(out, { isDry: options.length > 0, platform, arch });
  return [...made, writeBillOfMaterials(out)];
}

const made = await make();
if (made === null) {
  console.error('Usage: npm run package -- engine | desktop [--dry-run]');
  process.exitCode = 2;
} else for (const file of made) console.log(file);
