import { join } from 'node:path';
import type { Random } from '#core/kit/random.ts';
import type { Ack } from './parts/acks.ts';
import { bundle } from './parts/bundle.ts';
import { faultsIn, missing, reading } from './parts/checks.ts';
import { makeFolder } from './parts/folders.ts';
import { type Bug, lastTurn, live } from './parts/life.ts';
import { faultsOf, type Setting, type Suite, Tally } from './parts/suite.ts';

/** Kills on one database before its history is checked whole and the next one begins. */
const KILLS_PER_DATABASE = 50;
/** A kill falls this long after the first acknowledgement at the latest: in the first turn or some fifty later. */
const SOON_MS = 40;
const LATE_MS = 250;
const AT_ONCE = 2;
/** The sender repeats this many turns that were acknowledged already. */
const REPEATED = 2;
/** More turns than any life has time for. */
const MOST_TURNS = 10_000;
/** The seeded loss is found within a few kills; it is luck within how many. */
const MOST_CONTROL_KILLS = 200;
const KEYLESS_KILLS = 10;

/** The real engine, killed at any instant after its first acknowledgement, again and again on the same file. */
export const kill: Suite = {
  name: 'kill',
  unit: 'kills -9',
  size: 1_000,
  tools: [],
  run: (setting) => killAgainAndAgain(setting, null),
  async control(setting) {
    const early = await killAgainAndAgain(inside(setting, 'early', MOST_CONTROL_KILLS), 'ack before commit');
    const keyless = await killAgainAndAgain(inside(setting, 'keyless', KEYLESS_KILLS), 'no unique key');
    const bothFound = early.lost.length > 0 && faultsOf(keyless).length > 0;
    return bothFound ? { ...early, doubled: faultsOf(keyless) } : new Tally();
  },
};

const inside = (setting: Setting, name: string, size: number): Setting => ({
  ...setting,
  size,
  folder: makeFolder(setting.folder, name),
});

async function killAgainAndAgain(
  { size, random, folder, progress }: Setting,
  bug: Bug | null,
): Promise<Tally> {
  const program = await bundle('engine-child', folder);
  const tally = new Tally();
  const waiting = Array.from({ length: Math.ceil(size / KILLS_PER_DATABASE) }, (_, index) => index);
  const work = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const kills = Math.min(KILLS_PER_DATABASE, size - index * KILLS_PER_DATABASE);
      await killOne({ program, name: `database ${index}`, folder, random, kills, bug }, tally);
      progress(`${tally.cases} of ${size} kills`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tally;
}

type OneDatabase = {
  readonly program: string;
  readonly name: string;
  readonly folder: string;
  readonly random: Random;
  readonly kills: number;
  readonly bug: Bug | null;
};

/** One database and its kills. What was acknowledged is looked for after each, before anything is sent again. */
async function killOne(
  { program, name, folder: parent, random, kills, bug }: OneDatabase,
  tally: Tally,
): Promise<void> {
  const folder = makeFolder(parent, name);
  const file = join(folder, 'vigil.db');
  const draw = random.split(name);
  // What is sent again is old by then: the clock goes on from where it may have stood at the kill.
  let [from, at] = [0, 0];
  for (let nth = 1; nth <= kills && (bug === null || tally.lost.length === 0); nth += 1) {
    const delay = draw.between(0, draw.chance(0.5) ? SOON_MS : LATE_MS);
    const life = await live({
      program,
      settings: { folder, from, at, until: from + MOST_TURNS, bug },
      onFirstAck: (child) => void setTimeout(() => child.kill('SIGKILL'), delay),
    });
    tally.cases += 1;
    const ended = life.end === 'SIGKILL' ? [] : [`it ended by itself: ${life.end} ${life.complaint}`];
    const lost = reading(file, (session) => missing(session, life.acks));
    tally.add({ lost, broken: [...ended, ...failures(life.acks)] }, `${name}, kill ${nth}`);
    const next = (lastTurn(life.acks) ?? at - 2) + 1;
    [from, at] = [Math.max(0, next - REPEATED), next + 1];
  }
  // One more start, as a person finds it, then everything is looked at.
  await live({ program, settings: { folder, from, at, until: from + REPEATED + 1, bug } });
  tally.add(reading(file, faultsIn), name);
}

/** Nothing may fail here but the process as a whole. */
const failures = (acks: readonly Ack[]): readonly string[] =>
  acks.flatMap((ack) => (ack.kind === 'failed' ? [`it failed: ${ack.what}`] : []));
