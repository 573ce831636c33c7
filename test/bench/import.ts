/*
 * npm run bench -- import [SITES]: 10,000 sites in one JSON and one CSV and 1,000 in one YAML, read by the parser's own functions and written by the
 * real service, each in a process of its own. Beside each stands its floor: JSON.parse of the same sites and one plain insert for each, in a
 * process of its own. Goal: under 30 s and 300 MB.
 */
import { execFileSync } from 'node:child_process';
import Database from 'better-sqlite3';
import { stringify } from 'yaml';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { configurationBench } from '#test/kit/configuration-bench.ts';
import { calibration, loadAverage } from '#test/kit/figures.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const KINDS = ['json', 'csv', 'yaml'] as const;
type Kind = (typeof KINDS)[number];
type Part = 'parse' | 'import' | 'floor';
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

async function work(part: Part, kind: Kind, sites: number): Promise<void> {
  if (part === 'floor') return floor(sites);
  const files = [{ name: `a.${kind}`, text: textOf(kind, sites) }];
  if (part === 'import') {
    using bench = configurationBench();
    await bench.load({ [`a.${kind}`]: files[0]?.text ?? '' });
    return;
  }
  const { problems } = configurationFiles.parse(files);
  if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 3)));
}

/** In a process of its own: CPU of the work alone, and the most memory that the process ever had. */
function measure(part: Part, kind: Kind, sites: number): Figures {
  const argv = [import.meta.filename, '--child', part, kind, String(sites)];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })) as Figures;
}

async function child(part: Part, kind: Kind, sites: number): Promise<void> {
  const before = process.cpuUsage();
  await work(part, kind, sites);
  const { user, system } = process.cpuUsage(before);
  const figures: Figures = {
    cpu_ms: Math.round((user + system) / 1_000),
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1_024),
  };
  console.log(JSON.stringify(figures));
}

const [first, part, kind, count] = process.argv.slice(2);
// Safe: only `measure` above starts it so.
if (first === '--child') await child(part as Part, kind as Kind, Number(count));
else {
  const sites = Number(first ?? 10_000);
  console.log('file  part     sites   cpu ms  of floor  peak MB  of floor');
  for (const each of KINDS) {
    const held = sitesOf(each, sites);
    const below = measure('floor', each, held);
    for (const step of ['parse', 'import'] as const) {
      const { cpu_ms, peak_mb } = measure(step, each, held);
      const cells = [each.padEnd(6), step.padEnd(7), String(held).padStart(7), String(cpu_ms).padStart(9)];
      const ratios = [cpu_ms / below.cpu_ms, peak_mb / below.peak_mb].map((ratio) =>
        `× ${ratio.toFixed(1)}`.padStart(10),
      );
      console.log([...cells, ratios[0], String(peak_mb).padStart(9), ratios[1]].join(''));
    }
  }
  console.log(`goal: under 30 s and 300 MB. calibration ${calibration()} ms, load ${loadAverage()}`);
}
