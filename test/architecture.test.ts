import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

type Violation = { readonly from: string; readonly to: string; readonly rule: { readonly name: string } };

/** Reads the imports of a source tree by our allow-list: how many modules were read, and each import that is not allowed. */
function cruise(folder: string): { readonly modules: number; readonly violations: readonly string[] } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [tool, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (stdout === '') throw new Error(stderr);
  // Safe: the tool's own JSON report.
  const { summary } = JSON.parse(stdout) as { summary: { totalCruised: number; violations: Violation[] } };
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
  };
}

/** Imports that our rules forbid: the file that has one, its text, and the file that it reaches for (null: a package, or none). */
const PLANTED = [
  ['core reaching for a host', 'src/core/model/a.ts', '#main/hosts/cli/target.ts'],
  ['core reaching for Node', 'src/core/model/b.ts', 'node:fs'],
  ['a service reaching for an adapter', 'src/main/services/a.ts', '#main/adapters/files/target.ts'],
  ['an adapter reaching for another', 'src/main/adapters/files/a.ts', '#main/adapters/system/target.ts'],
  ['a host reaching for another', 'src/main/hosts/cli/a.ts', '#main/hosts/loopback/target.ts'],
  ['a feature reaching for another', 'src/renderer/features/feed/a.ts', '#renderer/features/fleet/target.ts'],
  ['a screen reaching for the engine', 'src/renderer/app/a.ts', '#main/services/target.ts'],
  ['the simulator reaching for a rule', 'src/core/simulate/a.ts', '#core/audit/target.ts'],
  ['SQL outside its adapter', 'src/main/services/b.ts', 'better-sqlite3'],
  ['Electron outside its host', 'src/main/hosts/loopback/a.ts', 'electron'],
  ['a folder that nobody placed', 'src/helpers/a.ts', '#core/model/target.ts'],
  ['a file that is not there', 'src/core/model/c.ts', './gone.ts'],
  ['a circle', 'src/core/kit/a.ts', './a-circle.ts'],
] as const;

/** A small tree of its own under our rules, with everything planted. */
function plantedTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-tree-'));
  for (const name of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.base.json', 'tsconfig.test.json'])
    cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [, from, to] of PLANTED) {
    write(from, `import '${to}';\n`);
    if (to.startsWith('#')) write(to.replace('#', 'src/'), 'export {};\n');
  }
  write('src/core/kit/a-circle.ts', "import './a.ts';\n");
  return folder;
}

describe('imports', () => {
  it('go only in the allowed directions, and were really read', () => {
    const { modules, violations } = cruise(root);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(200); // without TypeScript < 7 the tool reads nothing and says "ok"
  });

  describe('that are forbidden', () => {
    let found: readonly string[] = [];
    let folder = '';
    beforeAll(() => {
      folder = plantedTree();
      found = cruise(folder).violations;
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each(PLANTED)('are found: %s', (_, from) => {
      expect(found.filter((violation) => violation.includes(from))).not.toEqual([]);
    });

    it('are found alone', () => {
      const planted = PLANTED.map(([, from]) => from);
      const others = found.filter((violation) => !planted.some((from) => violation.includes(from)));
      expect(others).toEqual([]);
    });
  });
});

/** Every source file under a folder, tests left out. */
const sourcesOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path));

const IMPURE =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.(env|argv|platform|arch|cwd|exit|pid|versions?|hrtime|uptime|memoryUsage|std\w+|on|nextTick)\b|\bset(Timeout|Interval|Immediate)\b|\bperformance\.|\bcrypto\.|\bTemporal\.Now\b|\bfetch\(/;

/** Lines of code (comments left out) that match, with their place. */
const linesOf = (path: string, text: string, pattern: RegExp): readonly string[] =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .split('\n')
    .flatMap((line, index) =>
      pattern.test(line.replace(/\/\/.*$/, '')) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
    );

describe('the core', () => {
  it('knows no clock, no chance, no process and no network', () => {
    const sources = sourcesOf('src/core');
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap((path) => linesOf(path, readFileSync(join(root, path), 'utf8'), IMPURE))).toEqual(
      [],
    );
  });

  it('would be found out', () => {
    const impure = [
      'const a = Date.now();',
      'Math.random()',
      'process.env.A',
      'setTimeout(a, 1)',
      'new Date()',
    ];
    for (const line of impure) expect(linesOf('a.ts', line, IMPURE)).toHaveLength(1);
    expect(linesOf('a.ts', '// Date.now() is for hosts\n/* Math.random() */', IMPURE)).toEqual([]);
  });
});

describe('the sources', () => {
  const all = [...sourcesOf('src'), ...sourcesOf('test')];

  it('suppress no check without a reason beside it', () => {
    const bare = /@ts-(ignore|nocheck|expect-error)\s*$|biome-ignore [^:]*$|biome-ignore [^:]*:\s*$/;
    const found = all.flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .filter((line) => bare.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it('import by name or from beside, never from two levels up', () => {
    const far = /from '\.\.\/\.\.\//;
    expect(
      all.filter((path) => path.startsWith('src') && far.test(readFileSync(join(root, path), 'utf8'))),
    ).toEqual([]);
  });
});

describe('the packages', () => {
  const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;

  it('are pinned exactly', () => {
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
      Object.entries(description[group] ?? {}),
    );
    expect(versions.length).toBeGreaterThan(30);
    expect(versions.filter(([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('come from no address that the lockfile would have to name', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean }>;
    };
    const unchecked = Object.entries(lock.packages).filter(
      ([path, { integrity, link }]) => path !== '' && integrity === undefined && link !== true,
    );
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });
});
