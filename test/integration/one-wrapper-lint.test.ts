import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';

/* Pages are answered by one file and ask by one file: the linter refuses every other way to Electron's two ends of that channel. */

const root = join(import.meta.dirname, '../..');

/** Every way to write it. */
const WAYS = {
  named: "import { ipcMain } from 'electron';\nipcMain.on('x', () => {});\n",
  renamed: "import { ipcMain as channel } from 'electron';\nchannel.on('x', () => {});\n",
  whole: "import * as electron from 'electron';\nelectron.ipcMain.on('x', () => {});\n",
  standard: "import electron from 'electron';\nexport const app = electron;\n",
  text: "import * as electron from 'electron';\nconst end = 'ipcMain';\nelectron[end].on('x', () => {});\n",
  taken: "import * as electron from 'electron';\nexport const { ipcRenderer: other } = electron;\n",
  required: "const { ipcRenderer } = require('electron');\nipcRenderer.send('x');\n",
  late: "export const end = async () => (await import('electron')).ipcRenderer;\n",
} as const;
const PLACES = [
  'src/main/hosts/electron/other.ts',
  'src/main/index.ts',
  'src/preload/other.ts',
  'src/renderer/app/x.ts',
];

type Report = {
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly location: { readonly path: string };
  }[];
};

/** The files that the project's own linter, with the project's own rules, finds an error in. */
function refusedOf(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  using place = tempFolder();
  for (const own of ['biome.json', 'packaging/lint'])
    cpSync(join(root, own), join(place.path, own), { recursive: true });
  for (const [name, text] of files) {
    mkdirSync(dirname(join(place.path, name)), { recursive: true });
    writeFileSync(join(place.path, name), text);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@biomejs/biome/bin/biome'),
      'lint',
      '--reporter=json',
      '--max-diagnostics=none',
      '.',
    ],
    { cwd: place.path, encoding: 'utf8' },
  );
  const { diagnostics } = JSON.parse(stdout) as Report; // safe: the linter writes it
  return new Set(
    diagnostics.flatMap(({ severity, location }) => (severity === 'error' ? [location.path] : [])),
  );
}

it('refuses both ends of the channel in every file of the program but two, however they are written', () => {
  const files = new Map(
    PLACES.flatMap((place) =>
      Object.entries(WAYS).map(([way, text]) => [place.replace(/\.ts$/, `-${way}.ts`), text] as const),
    ),
  );
  expect([...refusedOf(files)].toSorted()).toEqual([...files.keys()].toSorted());
});

it('lets the two files have theirs, and a stand-in of the tests be one', () => {
  const files = ['src/main/hosts/electron/calls.ts', 'src/preload/index.ts', 'test/standin/other.ts'];
  expect(refusedOf(new Map(files.map((name) => [name, WAYS.named])))).toEqual(new Set());
});
