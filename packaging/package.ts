// What scripts/package.mjs runs, once the program is built.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, root } from './contents.ts';
import { packDesktop } from './desktop.ts';
import { packEngine } from './engine.ts';
import { writeBillOfMaterials } from './sbom.ts';
import { makeUpdateKey, signUpdate } from './sign-update.ts';

const [what, ...options] = process.argv.slice(2);
const out = join(root, 'dist');
mkdirSync(out, { recursive: true });

/** What comes from `--NAME VALUE`. Throws where it is missing. */
function needed(name: string): string {
  const value = options[options.indexOf(`--${name}`) + 1];
  if (!options.includes(`--${name}`) || value === undefined) throw new Error(`--${name} is missing`);
  return value;
}

function sign(folder: string): readonly string[] {
  return signUpdate({
    folder,
    key: readFileSync(needed('key'), 'utf8'),
    version: manifest().version,
    sequence: Number(needed('sequence')),
    days: Number(options.includes('--days') ? needed('days') : 180),
    notes: options.includes('--notes') ? readFileSync(needed('notes'), 'utf8') : '',
    now: Date.now(),
  });
}

async function make(): Promise<readonly string[] | null> {
  if (what === 'engine' && options.length === 0)
    return [...packEngine(out, process.arch), writeBillOfMaterials(out, [])];
  const [first] = options;
  if (what === 'update-key' && first !== undefined)
    return makeUpdateKey(first, join(root, 'packaging/update-key.pub'));
  if (what === 'sign-update' && first !== undefined) return sign(first);
  if (what !== 'desktop' || options.some((option) => option !== '--dry-run')) return null;
  const { platform, arch } = process;
  const made = await packDesktop(out, { isDry: options.length > 0, platform, arch });
  return [...made, writeBillOfMaterials(out, ['electron'])];
}

const made = await make();
if (made === null) {
  console.error(
    'Usage: npm run package -- engine | desktop [--dry-run] | update-key FILE | sign-update FOLDER --key FILE --sequence N [--days N] [--notes FILE]',
  );
  process.exitCode = 2;
} else for (const file of made) console.log(file);
