import { join } from 'node:path';
import type { Random } from '#core/kit/random.ts';
import { bundle } from './parts/bundle.ts';
import { type ConnectorBug, LIFE_PROGRAMS, type LifePrograms } from './parts/connectors-life.ts';
import { makeFolder } from './parts/folders.ts';
import { KilledDatabase, type KilledDatabaseParts } from './parts/killed-database.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** Kills on one database before its events are looked at whole and the next one begins: its device moves for a day, and not longer. */
const KILLS_PER_DATABASE = 45;
/** A kill counts for a connector when something of it was received and not yet stored. There are as many as each of them needs, but at most so many times that. */
const MOST_FOR_ONE = 4;
const MOST_CONTROL_KILLS = 15;
/** A connector that got far behind on one database shows nothing there any more. */
const MOST_CONTROL_DATABASES = 4;

/** The real program with every connector at work, killed between receipt and commit, before and after the acknowledgement. */
export const connectors: Suite = {
  name: 'connectors',
  unit: 'kills -9 of each connector between receipt and commit',
  size: 500,
  tools: [],
  run: (setting) => killAgainAndAgain(setting),
  async control(setting) {
    const tally = new Tally();
    const programs = await bundled(setting.folder);
    for (const [bug, shownBy] of SHOWN_BY) {
      const found = await findBug({ programs, folder: setting.folder, bug }, setting.random, shownBy);
      setting.progress(`${bug}: ${found === null ? 'not found' : `${found.cases} kills`}`);
      // One that goes unseen makes the whole control fail.
      if (found === null) return new Tally();
      // One by one: a connector may have lost more than a call has room for.
      for (const lost of found.lost) tally.lost.push(lost);
      for (const doubled of found.doubled) tally.doubled.push(doubled);
    }
    return tally;
  },
};

/** Each seeded bug, and the faults by which it must be found. */
const SHOWN_BY: readonly (readonly [ConnectorBug, readonly string[]])[] = [
  // What a Traccar server is asked for is stored so soon after it is settled that a kill seldom comes between: it must be found by the other bug.
  ['settles before it stores', ['http lost', 'drop lost', 'mqtt 3.1.1 lost', 'mqtt 5 lost']],
  // An event without a key of its own is there twice in any case, a plain number only when it is not known that it was taken.
  [
    'knows nothing again',
    [
      'http doubled the event',
      'drop doubled the event',
      'mqtt 3.1.1 doubled the number',
      'mqtt 5 doubled the number',
      'traccar doubled the event',
    ],
  ],
];

async function killAgainAndAgain({ size, random, folder, progress }: Setting): Promise<Tally> {
  const programs = await bundled(folder);
  const tally = new Tally();
  const between = new Map<string, number>();
  let kills = 0;
  const least = () => (between.size === 0 ? 0 : Math.min(...between.values()));
  for (let nth = 0; least() < size && kills < MOST_FOR_ONE * size; nth += 1) {
    const name = `database ${nth}`;
    await using database = await KilledDatabase.open({
      programs,
      folder: makeFolder(folder, name),
      bug: null,
    });
    for (
      let kill = 0;
      kill < KILLS_PER_DATABASE && least() < size && kills < MOST_FOR_ONE * size;
      kill += 1
    ) {
      const { lost, broken, underWay } = await database.liveAndKill(random);
      kills += 1;
      for (const [connector, isBetween] of underWay)
        between.set(connector, (between.get(connector) ?? 0) + (isBetween ? 1 : 0));
      tally.add({ lost, broken }, `${name}, kill ${kill + 1}`);
    }
    tally.add(await database.lookWhole(), name);
    progress(`${kills} kills, of which ${least()} of ${size} hit every connector between receipt and commit`);
  }
  tally.cases = least();
  tally.notes.push(`${kills} kills: ${[...between].map(([connector, n]) => `${connector} ${n}`).join(', ')}`);
  return tally;
}

/** Begins again on a new database where the bug was not found. */
async function findBug(
  parts: Parameters<typeof killUntilFound>[0],
  random: Random,
  shownBy: readonly string[],
): Promise<Tally | null> {
  for (let nth = 1; nth <= MOST_CONTROL_DATABASES; nth++) {
    const folder = makeFolder(parts.folder, `${parts.bug} ${nth}`);
    const found = await killUntilFound({ ...parts, folder }, random, shownBy);
    if (found !== null) return found;
  }
  return null;
}

/** null when the bug was not found by all that must show it. */
async function killUntilFound(
  parts: KilledDatabaseParts & { readonly bug: ConnectorBug },
  random: Random,
  shownBy: readonly string[],
): Promise<Tally | null> {
  await using database = await KilledDatabase.open(parts);
  const tally = new Tally();
  const unseen = new Set(shownBy);
  for (let kill = 0; kill < MOST_CONTROL_KILLS; kill += 1) {
    const { lost } = await database.liveAndKill(random);
    const doubled = database.doubled();
    tally.cases += 1;
    for (const fault of [...lost, ...doubled])
      for (const sought of unseen) if (fault.startsWith(sought)) unseen.delete(sought);
    if (unseen.size > 0) continue;
    // What was lost once is told again with every look: once is enough.
    tally.add({ lost, doubled }, parts.bug);
    return tally;
  }
  return null;
}

/** The program and its threads, each in one file. */
async function bundled(folder: string): Promise<LifePrograms> {
  const [program, thread, parser] = LIFE_PROGRAMS;
  const to = (name: string) => bundle(name, makeFolder(folder, join('programs', name)));
  return [await to(program), await to(thread), await to(parser)];
}
