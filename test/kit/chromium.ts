import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A Chromium that can be started as it is: with these arguments and this environment on top. */
export type Chromium = {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** Software rendering everywhere: the same pixels with or without a graphics card. */
const RENDERING = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];
/** Under C.UTF-8, the language of most containers, navigator.language is no valid tag and Intl throws. */
const LANGUAGE = { LANG: 'en_US.UTF-8' };
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];

const nodeRequire = createRequire(import.meta.url);

/**
 * The Chromium that tests drive: the one from the package registry on Linux x64, else an installed one. VIGIL_CHROMIUM
 * names another: `bundled`, `system` or a path. Throws when there is none.
 */
export async function findChromium(prefer = process.env.VIGIL_CHROMIUM ?? 'bundled'): Promise<Chromium> {
  if (prefer !== 'bundled' && prefer !== 'system') return installed(prefer);
  if (prefer === 'bundled' && process.platform === 'linux' && process.arch === 'x64') return bundled();
  const executablePath = INSTALLED.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error('No Chromium was found. Set VIGIL_CHROMIUM to the path of a Chrome, Chromium or Edge.');
  return installed(executablePath);
}

const installed = (executablePath: string): Chromium => ({ executablePath, args: RENDERING, env: LANGUAGE });

/** Unpacked once, aside and then renamed, into a folder of the project that nobody else can write to. */
async function bundled(): Promise<Chromium> {
  const pack = nodeRequire.resolve('@sparticuz/chromium').replace(/build[\\/].*$/, '');
  const { version } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { version: string };
  const folder = join(import.meta.dirname, '../../node_modules/.cache', `chromium-${version}`);
  if (!existsSync(join(folder, 'chromium'))) await unpack(pack, folder);
  return {
    executablePath: join(folder, 'chromium'),
    args: [...RENDERING, '--font-render-hinting=none'],
    env: {
      ...LANGUAGE,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

async function unpack(pack: string, folder: string): Promise<void> {
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  // `inflate` writes to the temporary folder and takes a half-written file there for a whole one.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = aside;
  try {
    const { inflate } = await import('@sparticuz/chromium');
    await Promise.all(ARCHIVES.map((file) => inflate(join(pack, 'bin', file))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  // The packed configuration knows only folders of the place it was made for: without a font there is no text at all.
  const folders = [`${folder}/fonts`, '/usr/share/fonts'].map((path) => `<dir>${path}</dir>`).join('');
  writeFileSync(
    join(aside, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir>${folder}/fc-cache</cachedir></fontconfig>`,
  );
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error; // else another process was faster
  }
}
