import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '#core/kit/random.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';
import type { Ack } from './parts/acks.ts';
import { bundle } from './parts/bundle.ts';
import { faultsIn, missing, reading } from './parts/checks.ts';
import { Disk, LOSSES } from './parts/disk-image.ts';
import { makeFolder } from './parts/folders.ts';
import { type Bug, live } from './parts/life.ts';
import { readRecording } from './parts/recording.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';
import { type Operation, readTrace, tracing } from './parts/trace.ts';

/** Enough turns for several checkpoints of the -wal. */
const TURNS = 90;
/** Too few for a checkpoint. */
const RECORDED_TURNS = 14;
/** Every so often an image is opened by the program's own start, which checks, recovers and migrates. */
const STARTED = 20;
/** This part of the cuts falls before anything was acknowledged. */
const EARLY = 0.1;
/** The newest acknowledgements are looked for in every image, and as many of the older ones. */
const LOOKED_FOR = 150;
const CONTROL_IMAGES = 400;

/** Power cuts at any instant of the real engine's life: images rebuilt from its traced writes, syncs and unlinks. */
export const power: Suite = {
  name: 'power',
  unit: 'images after a power cut',
  size: 10_000,
  tools: ['strace'],
  run: (setting) => cutPower(setting, null),
  control: (setting) => cutPower({ ...setting, size: CONTROL_IMAGES }, 'synchronous NORMAL'),
};

async function cutPower({ size, random, folder, progress }: Setting, bug: Bug | null): Promise<Tally> {
  const program = await bundle('engine-child', folder);
  const data = makeFolder(folder, 'traced');
  const log = join(folder, 'writes.log');
  const life = await live({
    program,
    settings: { folder: data, from: 0, until: TURNS, bug },
    under: tracing(log),
  });
  const tally = new Tally();
  if (!life.finished) tally.broken.push(`the traced life ended with ${life.end}: ${life.complaint}`);
  cutAgainAndAgain(await readTrace(log, data), { size, random, progress }, tally);
  return tally;
}

/** The same from copies of the files instead of a trace: see readRecording for what it takes on trust. */
export async function cutRecorded(
  { size, random, folder, progress }: Setting,
  synced: boolean,
): Promise<Tally> {
  const program = await bundle('engine-child', folder);
  const [data, recording] = [makeFolder(folder, 'recorded'), makeFolder(folder, 'copies')];
  const life = await live({ program, settings: { folder: data, from: 0, until: RECORDED_TURNS, recording } });
  const tally = new Tally();
  cutAgainAndAgain(readRecording(recording, life.acks, synced), { size, random, progress }, tally);
  return tally;
}

/** Cuts in the order of time, so that the disk is built up once. */
function cutAgainAndAgain(
  operations: readonly Operation[],
  { size, random, progress }: Pick<Setting, 'size' | 'random' | 'progress'>,
  tally: Tally,
): void {
  const firstAck = operations.findIndex(({ kind }) => kind === 'acks');
  // The file is made in a few hundred writes, and every one of them may be the last.
  const draw = () => random.whole(0, random.chance(EARLY) ? firstAck : operations.length);
  const cuts = Array.from({ length: size }, draw).sort((a, b) => a - b);
  const disk = new Disk();
  const acks: Ack[] = [];
  let done = 0;
  for (const cut of cuts) {
    for (const operation of operations.slice(done, cut)) {
      disk.take(operation);
      if (operation.kind === 'acks') acks.push(...operation.acks);
    }
    done = cut;
    tally.cases += 1;
    cutOnce(disk, acks, random, tally, `cut at write ${cut} of ${operations.length}`);
    if (tally.cases % 500 === 0) progress(`${tally.cases} of ${size} images`);
  }
}

function cutOnce(disk: Disk, acks: readonly Ack[], random: Random, tally: Tally, when: string): void {
  const loss = random.pick(LOSSES);
  const where = `${when}, loss ${loss}`;
  using image = tempFolder();
  const file = join(image.path, 'vigil.db');
  for (const [name, content] of disk.cut(loss, random))
    if (name.startsWith('vigil.db') && !name.endsWith('-shm')) writeFileSync(join(image.path, name), content);
  try {
    // Nothing was acknowledged before the schema was there: until then only the start itself can be judged.
    if (acks.length === 0 || random.chance(1 / STARTED))
      openStore(file, { migrations: MIGRATIONS, profile: 'durable' }).close();
    tally.add(
      reading(file, (session) => ({ lost: missing(session, chosen(acks, random)), ...faultsIn(session) })),
      where,
    );
  } catch (error) {
    tally.add({ broken: [error instanceof Error ? error.message : String(error)] }, where);
  }
}

const chosen = (acks: readonly Ack[], random: Random): readonly Ack[] => {
  if (acks.length <= 2 * LOOKED_FOR) return acks;
  const older = Array.from({ length: LOOKED_FOR }, () => random.pick(acks));
  return [...acks.slice(-LOOKED_FOR), ...older];
};
