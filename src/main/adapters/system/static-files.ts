import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { StaticFiles } from '#main/ports/static-files.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

/**
 * The files of `folder` and nothing else: what may be served is listed once, so that no spelling of a path, no link and
 * no later file can reach outside. Throws when the folder has no index.html (the screens were not built).
 */
export function createStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, string>();
  for (const file of filesUnder(folder)) files.set(`/${relative(folder, file).split(sep).join('/')}`, file);
  if (!files.has('/index.html')) throw new Error(`There are no screens in ${folder}: build them first.`);
  return (pathname) => {
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (file === undefined) return null;
    return {
      body: new Uint8Array(readFileSync(file)),
      type: TYPES[extname(file)] ?? 'application/octet-stream',
    };
  };
}

/** Every regular file, links left out (a recursive readdir would follow them). */
function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* filesUnder(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}
