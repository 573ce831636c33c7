import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A file of the program with its path from the root, comments blanked out. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Blanks comments, keeps every line where it is. `//` inside an address stays. */
export const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/(^|[\s;{}(),])\/\/.*$/gm, '$1');

/** Every file that becomes part of the program: code, pages and looks; tests left out. */
export const sourceFiles = (pattern = 'src/**/*.{ts,tsx,html,css}'): readonly SourceFile[] =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .toSorted()
    .map((path) => ({ path, text: withoutComments(readFileSync(join(root, path), 'utf8')) }));

/** Each line that matches, with its place. */
export const linesThat = (pattern: RegExp, files: readonly SourceFile[]): readonly string[] =>
  files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
