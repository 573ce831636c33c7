import { join } from 'node:path';
import type { Random } from '#core/kit/random.ts';
import { bundle } from './parts/bundle.ts';
import { type ConnectorBug, LIFE_PROGRAMS } from './parts/connectors-life.ts';
import { makeFolder } from './parts/folders.ts';
import { KilledDatabase, type KilledDatabaseParts } from './parts/killed-database.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** Kills on one database before its events are looked at whole and the next one begins: its device moves for a day, and not longer. */
const KILLS_PER_DATABASE = 45;
/** A kill counts for a connector when something of it was received and not yet stored. There are as many as each of them needs, but at most so many times that. */
const MOST_FOR_ONE = 4;
const MOST_CONTROL_KILLS = 15;

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
      const folder = makeFolder(setting.folder, bug);
      const found = await killUntilFound({ programs, folder, bug }, setting.random, shownBy);
      setting.progress(`${bug}: ${found === null ? 'not found' : `${found.cases} kills`}`);
      // One that goes unseen makes the whole control fail.
      if (found === null) return new Tally();
      tally.lost.push(...found.lost);
      tally.doubled.push(...found.doubled);
    }
    return tally;
  },
};

/** Each seeded bug, and the faults by which it must be found. */
const SHOWN_BY: readonly (readonly [ConnectorBug, readonly string[]])[] = [
  ['settles before it stores', ['http lost', 'drop lost', 'mqtt 3.1.1 lost', 'mqtt 5 lost', 'traccar lost']],
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

/** null when the bug was not found by all that must show it. */
async function killUntilFound(
  parts: KilledDatabaseParts & { readonly bug: ConnectorBug },
  random: Random,
  shownBy: readonly string[],
): Promise<Tally | null> {
  await using database = await KilledDatabase.open(parts);
  const tally = new Tally();
  for (let kill = 0; kill < MOST_CONTROL_KILLS; kill += 1) {
    const { lost } = await database.liveAndKill(random);
    tally.cases += 1;
    tally.add({ lost, doubled: database.doubled() }, parts.bug);
    const faults = [...tally.lost, ...tally.doubled];
    if (shownBy.every((fault) => faults.some((found) => found.includes(`: ${fault}`)))) return tally;
  }
  return null;
}

/** The program and the thread of its gates, each in one file. */
async function bundled(folder: string): Promise<readonly [string, string]> {
  const [program, thread] = LIFE_PROGRAMS;
  const to = (name: string) => bundle(name, makeFolder(folder, join('programs', name)));
  return [await to(program), await to(thread)];
}
