import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from './parts/bundle.ts';
import { makeFolder } from './parts/folders.ts';
import { type DiskStory, FILLED, type Filled } from './parts/full-disk.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

const RESOURCES = join(import.meta.dirname, '../../resources');
const BALLAST_MIB = 8;
/** The store is sound again this soon after there is room. */
const RECOVERY_S = 30;
const PATIENCE_MS = 120_000;

/** A small disk of its own that is full, at the start and while the engine runs: what cannot wait is stored on the ballast. */
export const disk: Suite = {
  name: 'disk',
  unit: 'disks of 24 to 64 MB that fill up',
  size: 10,
  tools: ['unshare', 'mount'],
  async run(setting) {
    const program = await bundle('full-disk-child', setting.folder);
    const tally = new Tally();
    for (let nth = 0; nth < setting.size; nth += 1) {
      const filled = FILLED[nth % FILLED.length] ?? FILLED[0];
      fillOne(program, setting, setting.random.whole(24, 64), filled, tally);
    }
    return tally;
  },
  async control(setting) {
    const program = await bundle('full-disk-child', setting.folder);
    const tally = new Tally();
    fillOne(program, setting, 32, 'without ballast', tally);
    return tally;
  },
};

function fillOne(program: string, { folder }: Setting, mib: number, filled: Filled, tally: Tally): void {
  const where = `${mib} MB, full ${filled}`;
  const mountPoint = makeFolder(folder, 'disk');
  const script = 'mount -t tmpfs -o size="$1"m tmpfs "$2" && shift && exec "$2" "$3" "$1" "$4" "$5" "$6"';
  const child = spawnSync(
    'unshare',
    [
      '-Urm',
      'sh',
      '-c',
      script,
      'sh',
      String(mib),
      mountPoint,
      process.execPath,
      program,
      RESOURCES,
      String(BALLAST_MIB),
      filled,
    ],
    { encoding: 'utf8', timeout: PATIENCE_MS },
  );
  tally.cases += 1;
  const told = child.stdout.trim();
  if (!told.startsWith('{')) {
    tally.add({ broken: [`it ended with ${child.status}: ${child.stderr.slice(-400)}`] }, where);
    return;
  }
  const story = JSON.parse(told) as DiskStory; // the child's own words
  tally.add(judge(story), where);
  tally.notes.push(
    `${where}: ${story.state}, recovered after ${story.recoveredS} s, ${story.bulk} batches of telemetry taken`,
  );
}

function judge({ opened, state, sent, calls, reports, bulk, recoveredS }: DiskStory) {
  const lost = [
    ...(calls < sent ? [`${sent - calls} of ${sent} calls for help were not stored`] : []),
    ...(reports < sent ? [`${sent - reports} of ${sent} findings were not stored`] : []),
  ];
  const broken = [
    ...(opened ? [] : [`it did not run: ${state}`]),
    ...(state === 'FULL' ? [] : [`it said ${state}`]),
    ...(bulk > 1 ? [`${bulk} batches of mere telemetry were taken in the room of the ballast`] : []),
    ...(recoveredS !== null && recoveredS <= RECOVERY_S ? [] : [`it recovered after ${recoveredS} s`]),
  ];
  return { lost, broken };
}
