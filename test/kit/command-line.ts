import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createCliParts } from '#main/cli-parts.ts';
import { run } from '#main/hosts/cli/program.ts';
import { tempFolder } from './temp-store.ts';

const ROOT = join(import.meta.dirname, '../..');
const thread = (name: string) => new URL(`../../src/main/workers/${name}.ts`, import.meta.url);

/** The program's own files as the sources have them. */
export const PROGRAM_FILES = {
  resources: join(ROOT, 'resources'),
  screens: join(ROOT, 'out/renderer'),
  bundlePage: join(ROOT, 'test/fixtures/bundle-page'),
  threads: {
    engine: thread('engine'),
    reader: thread('reader'),
    parser: thread('parser'),
    backup: thread('backup'),
    intake: thread('intake'),
    whatIf: thread('what-if'),
    printer: thread('printer'),
    bundles: thread('bundles'),
  },
  version: '0.0.0-test',
};

/** What one command line said. */
export type Told = {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON lines. Throws where a line is no JSON. */
  readonly lines: () => readonly Record<string, unknown>[];
};

/** The real command line in this process, on a database in a folder of its own. */
export type CommandLine = Disposable & {
  readonly folder: string;
  readonly database: string;
  /** Runs one command on the database. */
  readonly vigil: (...argv: readonly string[]) => Promise<Told>;
  /** The same with something on standard input. */
  readonly vigilWith: (input: Buffer, ...argv: readonly string[]) => Promise<Told>;
  /** The same, and nobody wants it to end before it does by itself. */
  readonly vigilToTheEnd: (...argv: readonly string[]) => Promise<Told>;
};

export function commandLine(files: typeof PROGRAM_FILES = PROGRAM_FILES): CommandLine {
  const folder = tempFolder();
  const database = join(folder.path, 'vigil.db');
  const parts = createCliParts(files);
  const tell = async (
    input: Buffer,
    interrupted: () => Promise<void>,
    argv: readonly string[],
  ): Promise<Told> => {
    const out: string[] = [];
    const err: string[] = [];
    const lines = String(input).split('\n');
    const code = await run([...argv, '--db', database], {
      ...parts,
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      input: async function* () {
        yield input;
      },
      secret: async () => lines.shift() ?? '',
      interrupted,
    });
    return { code, out: out.join(''), err: err.join(''), lines: () => jsonLines(out.join('')) };
  };
  const [nothing, atOnce, never] = [
    Buffer.alloc(0),
    () => Promise.resolve(),
    () => new Promise<void>(() => {}),
  ];
  return {
    folder: folder.path,
    database,
    vigilWith: (input, ...argv) => tell(input, atOnce, argv),
    vigil: (...argv) => tell(nothing, atOnce, argv),
    vigilToTheEnd: (...argv) => tell(nothing, never, argv),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

const jsonLines = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>); // every line of --json is an object

/** A database that is made once, by commands, and copied for every test that begins with it. */
export type Template = {
  readonly copy: () => Promise<CommandLine>;
  /** Puts a copy into an empty command line's folder. */
  readonly fill: (line: CommandLine) => Promise<void>;
  readonly dispose: () => Promise<void>;
};

export function createTemplate(make: (line: CommandLine) => Promise<void>): Template {
  let made: Promise<CommandLine> | null = null;
  const build = async () => {
    const line = commandLine();
    await make(line);
    return line;
  };
  const fill = async (line: CommandLine) => {
    made ??= build();
    cpSync((await made).folder, line.folder, { recursive: true });
  };
  return {
    fill,
    async copy() {
      const line = commandLine();
      await fill(line);
      return line;
    },
    dispose: async () => (await made)?.[Symbol.dispose](),
  };
}
