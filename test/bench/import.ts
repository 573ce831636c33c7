/*
 * npm run bench -- import [SITES]: 10,000 sites in one JSON and one CSV and 1,000 in one YAML, imported by the built command line into an empty
 * database. The file is made by another process, and what is measured is the importing process alone: its CPU and the most memory that it
 * ever had, and how much more that is than a process takes that imports a single site. Beside it stands a floor: the CPU of JSON.parse of the
 * same sites and one plain insert for each. Goal: under 30 s and 300 MB.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { stringify } from 'yaml';
import { calibration, loadAverage } from '#test/kit/figures.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

const KINDS = ['json', 'csv', 'yaml'] as const;
type Kind = (typeof KINDS)[number];
type Part = 'make' | 'floor';
type Figures = { readonly cpu_ms: number; readonly peak_mb: number };

const sitesOf = (kind: Kind, sites: number): number => (kind === 'yaml' ? Math.ceil(sites / 10) : sites);

function textOf(kind: Kind, sites: number): string {
  const document = fleetDocument({ sites, tenants: 2, clientsPerTenant: 5 });
  if (kind === 'json') return JSON.stringify(document);
  if (kind === 'yaml') return stringify(document, { aliasDuplicateObjects: false });
  const rows = Array.from(
    { length: sites },
    (_, at) => `T-${at % 2},C-${at % 10},S-${at},Site ${at},Europe/Berlin,52.5,13.4,150,3,true`,
  );
  return ['tenant,client,code,name,timezone,lat,lon,radius_m,priority,active', ...rows, ''].join('\n');
}

/** What a plain program would do with the sites: read them, and insert each. */
function floor(sites: number): void {
  const value: unknown = JSON.parse(
    JSON.stringify(fleetDocument({ sites, tenants: 2, clientsPerTenant: 5 })),
  );
  const database = new Database(':memory:');
  database.exec('CREATE TABLE site (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO site (json) VALUES (?)');
  const json = JSON.stringify(value).slice(0, 800);
  database.transaction(() => {
    for (let count = 0; count < sites; count += 1) insert.run(json);
  })();
  database.close();
}

/** Does a part in a process of its own, and gives the CPU of the work alone, ms. */
const partly = (part: Part, kind: Kind, sites: number, path: string): number =>
  Number(
    execFileSync(process.execPath, [import.meta.filename, '--child', part, kind, String(sites), path], {
      encoding: 'utf8',
    }),
  );

function child(part: Part, kind: Kind, sites: number, path: string): void {
  const text = part === 'make' ? textOf(kind, sites) : '';
  const before = process.cpuUsage();
  if (part === 'make') writeFileSync(path, text);
  else floor(sites);
  const { user, system } = process.cpuUsage(before);
  console.log(Math.round((user + system) / 1_000));
}

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/main/cli.js');
/** The room for new objects that `vigil` has wherever it is started. */
const ROOM = /--max-semi-space-size=\d+/.exec(
  readFileSync(join(ROOT, 'packaging/engine/vigil-engine'), 'utf8'),
)?.[0];

/**
 * Told by the importing process as it ends. Linux counts the memory of whoever began a process in the figure of `resourceUsage`, but
 * not in VmHWM.
 */
const TELL = `
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
const peak = () => process.platform === 'linux'
  ? Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  : process.resourceUsage().maxRSS;
if (isMainThread) process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.error('figures ' + JSON.stringify({ cpu_ms: Math.round((user + system) / 1000), peak_mb: Math.round(peak() / 1024) }));
});`;

/** The whole process of an import, from its start to its end. */
function imported(path: string, database: string): Figures {
  const preload = `--import=data:text/javascript,${encodeURIComponent(TELL)}`;
  const room = ROOM === undefined ? [] : [ROOM];
  const { stderr } = spawnSync(
    process.execPath,
    [...room, preload, CLI, 'import', path, '--db', database, '--json'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const told = /^figures (.+)$/m.exec(stderr)?.[1];
  if (told === undefined) throw new Error(`the import told nothing: ${stderr.slice(0, 2_000)}`);
  return JSON.parse(told) as Figures; // Safe: TELL writes it.
}

const [first, part, kind, count, file = ''] = process.argv.slice(2);
// Safe: only `partly` above starts it so.
if (first === '--child') child(part as Part, kind as Kind, Number(count), file);
else {
  using folder = tempFolder();
  const sites = Number(first ?? 10_000);
  const single = join(folder.path, 'single.json');
  partly('make', 'json', 1, single);
  const rest = imported(single, join(folder.path, 'single.db')).peak_mb;
  console.log('file     sites   cpu ms  of floor       s  peak MB  more than for one site');
  for (const each of KINDS) {
    const held = sitesOf(each, sites);
    const path = join(folder.path, `a.${each}`);
    partly('make', each, held, path);
    const below = partly('floor', each, held, path);
    const startedAt = performance.now();
    const { cpu_ms, peak_mb } = imported(path, join(folder.path, `${each}.db`));
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(
      [
        each.padEnd(5),
        String(held).padStart(9),
        String(cpu_ms).padStart(9),
        `× ${(cpu_ms / below).toFixed(1)}`.padStart(10),
        seconds.toFixed(1).padStart(8),
        String(peak_mb).padStart(9),
        String(peak_mb - rest).padStart(9),
      ].join(''),
    );
  }
  console.log(`goal: under 30 s and 300 MB. calibration ${calibration()} ms, load ${loadAverage()}`);
}
