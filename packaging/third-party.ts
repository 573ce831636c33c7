// Whose work is part of the program, and under which licence. `root` is the project: bundled into a configuration, this file lies elsewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

type Locked = {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
};
/** A package that the program reads at run time; `path` as in the lockfile. */
export type RuntimePackage = { readonly path: string; readonly name: string; readonly version: string };

/** The packages of the lockfile by path. */
function lockedPackages(root: string): Readonly<Record<string, Locked>> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return (lock as { packages: Record<string, Locked> }).packages; // safe: npm writes it
}

const PACKAGES = 'node_modules/';
const RULE = '─'.repeat(80);

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
const nameOf = (path: string): string => path.slice(path.lastIndexOf(PACKAGES) + PACKAGES.length);

/** The packages that the program reads at run time. */
export function runtimePackages(root: string): readonly RuntimePackage[] {
  return Object.entries(lockedPackages(root)).flatMap(([path, entry]) =>
    path === '' || entry.dev || entry.devOptional || entry.optional || basename(dirname(path)) === '@types'
      ? []
      : [{ path, name: nameOf(path), version: entry.version ?? '' }],
  );
}

/** The package that a module of a bundle is from, by its path from the project; null for a module of our own. */
export function packageOf(module: string): string | null {
  const found = /^(.*node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(module.replace(/[\0?].*$/, ''));
  const path = found?.[1];
  return path === undefined ? null : path.slice(path.indexOf('node_modules')).replaceAll('\\', '/');
}

/** The licences of the packages that are read at run time and of those at `bundled` (paths as in the lockfile), as a text. */
export function licencesText(root: string, bundled: readonly string[]): string {
  const packages = lockedPackages(root);
  const paths = new Set([...bundled, ...runtimePackages(root).map(({ path }) => path)]);
  const known = [...paths].flatMap((path) => {
    const locked = packages[path];
    return locked === undefined ? [] : [{ path, ...locked }];
  });
  const byTitle = new Map(
    known.map(({ path, version, license }) => [
      `${nameOf(path)} ${version}${license ? ` (${license})` : ''}`,
      join(root, path),
    ]),
  );
  const parts = [...byTitle]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, folder]) => [RULE, title, '', ...textsOf(folder), ''].join('\n'));
  return `Vigil contains the work of others. Their licences, by package:\n\n${parts.join('\n')}`;
}

/** The packages that a text of `licencesText` is of, as `name version`. */
export function packagesOf(licences: string): ReadonlySet<string> {
  const heads = licences.matchAll(new RegExp(`^${RULE}\n(\\S+ \\S+)`, 'gm'));
  return new Set([...heads].map(([, title = '']) => title));
}

function textsOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return files.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
