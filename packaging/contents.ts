// What belongs to the program: every package of Vigil holds exactly this.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimePackages } from './third-party.ts';

/** The project. */
export const root = join(import.meta.dirname, '..');

/** What of a package is a source of its driver, never read at run time. */
const NOT_NEEDED: Readonly<Record<string, ReadonlySet<string>>> = {
  'better-sqlite3': new Set(['deps', 'src', 'binding.gyp']),
};

export type Manifest = {
  readonly [key in 'name' | 'productName' | 'version' | 'description' | 'type' | 'main']: string;
} & {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<'electron', string>>;
};
export const manifest = (): Manifest =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest; // safe: ours

/** Writes the program into a folder: what was built, its resources, its packages with the driver of one system (`linux-x64`; null: of all), and its manifest. */
export function copyProgram(into: string, system: string | null): void {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  for (const folder of ['out', 'resources'])
    cpSync(join(root, folder), join(into, folder), {
      recursive: true,
      filter: (from) => !/[/\\]out[/\\]\.(sources|building)$/.test(from),
    });
  const key = join(root, 'packaging/update-key.pub');
  if (existsSync(key)) cpSync(key, join(into, 'resources/update-key.pub'));
  for (const { path, name } of runtimePackages(root)) copyPackage(path, name, into, system);
  const { name, productName, version, description, type, main } = manifest();
  writeFileSync(
    join(into, 'package.json'),
    `${JSON.stringify({ name, productName, version, description, private: true, type, main }, null, 2)}\n`,
  );
}

function copyPackage(path: string, name: string, into: string, system: string | null): void {
  const from = join(root, path);
  if (!existsSync(from)) throw new Error(`${path} is not installed: run npm ci`);
  cpSync(from, join(into, path), {
    recursive: true,
    // Nested packages have lines of their own in the lockfile.
    filter: (file) => {
      const within = file.slice(from.length + 1);
      const [first = ''] = within.split(/[/\\]/);
      return first !== 'node_modules' && !NOT_NEEDED[name]?.has(first) && !within.endsWith('.map');
    },
  });
  if (name === 'better-sqlite3' && system !== null) keepDriver(join(into, path, 'prebuilds'), system);
}

/** The database driver is there for eight systems: a package needs one. */
function keepDriver(prebuilds: string, system: string): void {
  const wanted = `${system}.node`;
  const all = readdirSync(prebuilds);
  if (!all.includes(wanted)) throw new Error(`no database driver for ${system}: there are ${all.join(', ')}`);
  for (const file of all) if (file !== wanted) rmSync(join(prebuilds, file));
}
