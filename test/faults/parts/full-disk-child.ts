/*
 * The real engine on a disk that somebody else fills: told by its arguments where the disk is. It is fed turns while there is
 * room, while there is none, and again when there is. Prints one line of JSON, what it found.
 */
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localActor } from '#core/model/actor.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { createRoom } from '#main/adapters/system/ballast.ts';
import { openEngine } from '#main/open-engine.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { checkIn, phone } from '#test/kit/events.ts';
import type { DiskStory } from './full-disk.ts';
import { startOf, turnsFleet } from './turns.ts';

const MIB = 1024 * 1024;
const [folder = '', resources = '', ballast = '', when = ''] = process.argv.slice(2);
const filler = join(folder, 'filler');
const clock = createFakeClock(startOf(0));
const room = createRoom(folder, Number(ballast) * MIB);
const caller = { actor: localActor('ada'), scope: 'all' } as const;
const files = [{ name: 'fleet.json', text: JSON.stringify(turnsFleet) }];

const bring = () =>
  openEngine({
    database: join(folder, 'vigil.db'),
    migrations: join(resources, 'migrations'),
    runbooks: join(resources, 'runbooks'),
    version: 'test',
    clock,
    timers: clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    emit: () => {},
    configurationFiles,
    room,
  });

/** Takes every byte that is left. */
function fill(): void {
  const { bavail, bsize } = statfsSync(folder);
  for (let bytes = bavail * bsize; bytes >= bsize; bytes = Math.floor(bytes / 2))
    try {
      writeFileSync(filler, Buffer.alloc(bytes, 1), { flag: 'a' });
    } catch {
      // Too much by the file's own blocks: half of it is tried next.
    }
}

const holdBallast = when === 'without ballast' ? async () => {} : () => room.hold();
let open = await bring();
await open.engine.handlers['configuration.import'](
  { files, dry_run: false, deactivate_missing: false },
  caller,
);
await holdBallast();
open.engine.start();
clock.advance(MINUTE);
if (when === 'at the start') open.close(true);
fill();
const acked = { calls: 0, sent: 0, reports: 0, bulk: 0 };
let story: DiskStory = { opened: true, state: 'SOUND', ...acked, recoveredS: null };
try {
  if (when === 'at the start') {
    open = await bring();
    open.engine.start();
  }
  await liveWithout();
} catch (error) {
  story = { ...story, opened: false, state: error instanceof Error ? error.message : String(error) };
}
process.stdout.write(`${JSON.stringify(story)}\n`);
process.exit(0);

/** Ten minutes without room, then until the store says that it is sound again. */
async function liveWithout(): Promise<void> {
  const { engine } = open;
  const attempt = async (work: () => unknown): Promise<number> => {
    try {
      await work();
      return 1;
    } catch {
      return 0; // told to whoever asked
    }
  };
  let worst = 'SOUND';
  for (let nth = 0; nth < 10; nth += 1) {
    clock.advance(MINUTE);
    const ts = clock.now();
    if (engine.health.takes('position')) {
      const bulk = Array.from({ length: 2_000 }, (_, i) => phone('S-2', ts - i));
      const answer = engine.receive(bulk);
      clock.advance(SECOND);
      acked.bulk += await attempt(() => answer);
    }
    acked.sent += 1;
    acked.calls += await attempt(() => engine.receive([checkIn('S-1', ts, `G-${nth}`, 'DURESS')]));
    const report = {
      site: 'S-1',
      severity: 'HIGH',
      category: 'SECURITY',
      title: `Gate ${nth}`,
      note: 'Seen.',
    } as const;
    acked.reports += await attempt(() => engine.handlers['findings.report'](report, caller));
    if (!engine.health.isSound) worst = engine.health.state.condition;
  }
  rmSync(filler);
  const from = clock.now();
  let recoveredS: number | null = null;
  for (let waited = 0; waited < 120 && recoveredS === null; waited += 5) {
    clock.advance(5 * SECOND);
    await new Promise<void>((done) => void setTimeout(done, 100)); // the ballast is written in real time
    if (engine.health.isSound) recoveredS = (clock.now() - from) / SECOND;
  }
  story = { opened: true, state: worst, ...acked, recoveredS };
  open.close(true);
}
