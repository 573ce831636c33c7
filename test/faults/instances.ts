import { join } from 'node:path';
import type { Session } from '#main/adapters/sqlite/statements.ts';
import { bundle } from './parts/bundle.ts';
import { faultsIn, reading } from './parts/checks.ts';
import { Contender, type ContenderSettings } from './parts/contender.ts';
import { makeFolder } from './parts/folders.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** Whoever waits for the folder has it this soon after its holder was killed. */
const TAKEOVER_MS = 10_000;
const START_MS = 30_000;
const CONTROL_RACES = 1;

/** Two processes that want to be the engine of one folder, again and again: one is, and when it is killed the other one is. */
export const instances: Suite = {
  name: 'instances',
  unit: 'races of two processes',
  size: 100,
  tools: [],
  run: (setting) => race(setting, null),
  control: (setting) => race({ ...setting, size: CONTROL_RACES }, 'no lock'),
};

async function race(
  { size, random, folder, progress }: Setting,
  bug: ContenderSettings['bug'],
): Promise<Tally> {
  const program = await bundle('contender-child', folder);
  const data = { folder: makeFolder(folder, 'data'), bug, origin: Date.now() };
  const tally = new Tally();
  let slowest = 0;
  for (let nth = 0; nth < size; nth += 1) {
    const both = [new Contender(program, data), new Contender(program, data)];
    const where = `race ${nth}`;
    for (const each of both) await each.says('READY', START_MS);
    for (const each of both) each.go();
    await Promise.race(both.map((each) => each.says('HOLDS', START_MS)));
    const holder = both.find(({ holds }) => holds);
    const other = both.find((each) => each !== holder);
    if (holder === undefined || other === undefined)
      tally.add({ broken: ['nobody holds the folder'] }, where);
    else {
      if (bug !== null) await other.says('HOLDS', TAKEOVER_MS);
      if (other.holds) tally.add({ doubled: ['both hold the folder'] }, where);
      const killedAt = performance.now();
      await holder.end(random.chance(0.5) ? 'SIGKILL' : 'planned');
      const took = await other.says('HOLDS', TAKEOVER_MS);
      if (!took) tally.add({ broken: ['the other did not take over within 10 s'] }, where);
      slowest = Math.max(slowest, performance.now() - killedAt);
      await other.end('planned');
    }
    tally.add({ broken: both.flatMap(({ failures }) => failures) }, where);
    tally.cases += 1;
    if (tally.cases % 25 === 0) progress(`${tally.cases} of ${size} races`);
  }
  tally.notes.push(`slowest takeover ${(slowest / 1_000).toFixed(1)} s`);
  tally.add(
    reading(join(data.folder, 'vigil.db'), (session) => {
      const { doubled, broken } = faultsIn(session);
      return { doubled: [...doubled, ...runTwice(session)], broken };
    }),
    'in the end',
  );
  return tally;
}

/** A slot that two engines ran is one row of the ledger, but two runs of its site. */
const runTwice = (session: Session): readonly string[] =>
  session
    .pluck<[], string>(
      `SELECT d.cadence || ' of site ' || d.site_id || ' ran ' || d.runs || ' times for ' || count(*) || ' slots'
         FROM due d JOIN ledger l ON l.cadence = d.cadence AND l.outcome = 'RAN'
        GROUP BY d.cadence, d.site_id
       HAVING d.runs > count(*)`,
    )
    .all();
