import { join } from 'node:path';
import { faultsIn, missing, reading } from './parts/checks.ts';
import { makeFolder } from './parts/folders.ts';
import { leaveOrders, type Order } from './parts/orders.ts';
import { comesTrue, pause } from './parts/pause.ts';
import { findingReport, startProgram, type TestProgram } from './parts/program.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** A lost engine serves again this soon: ten seconds to notice that it hangs, then the wait and the start. */
const BACK_WITHIN_MS = 60_000;
const CONTROL_PATIENCE_MS = 6_000;
/** A person does something this often meanwhile. */
const REPORT_EVERY_MS = 100;
/** An answer or a refusal comes this soon, whatever happens to the threads. */
const ANSWER_WITHIN_MS = 15_000;
/** Every so often a thread hangs instead of ending. */
const HANGS = 3;

/** The whole program, whose engine and reader threads end or hang while somebody works. */
export const workers: Suite = {
  name: 'workers',
  unit: 'programs that lose their threads three times each',
  size: 12,
  tools: [],
  run: (setting) => loseThreads(setting, (nth) => ordersOf(setting, nth), BACK_WITHIN_MS),
  control: (setting) =>
    loseThreads(
      { ...setting, size: 1 },
      () => Array<Order>(50).fill({ does: 'crash', afterMs: 0 }),
      CONTROL_PATIENCE_MS,
    ),
};

function ordersOf({ random }: Setting, nth: number): readonly Order[] {
  const crash = (): Order => ({ does: 'crash', afterMs: random.whole(200, 1_500) });
  return nth % HANGS === 0 ? [crash(), { does: 'hang', afterMs: 500 }] : [crash(), crash()];
}

/** Every program runs on the same folder: what one acknowledged, the last one still has. */
async function loseThreads(
  { size, folder, progress }: Setting,
  orders: (nth: number) => readonly Order[],
  patienceMs: number,
): Promise<Tally> {
  const tally = new Tally();
  const data = makeFolder(folder, 'data');
  const first = await startProgram(data); // makes the fleet while nothing is wrong yet
  await first.shell.close(true);
  for (let nth = 0; nth < size; nth += 1) {
    leaveOrders(data, 'engine', orders(nth));
    leaveOrders(data, 'reader', nth % 2 === 0 ? [{ does: 'crash', afterMs: 700 }] : []);
    const where = `program ${nth}`;
    const program = await startProgram(data);
    tally.add({ broken: await workMeanwhile(program, orders(nth).length, patienceMs) }, where);
    tally.cases += program.restarts();
    await program.shell.close(true);
    const database = join(data, 'vigil.db');
    tally.add(
      reading(database, (session) => ({ lost: missing(session, program.acks), ...faultsIn(session) })),
      where,
    );
    progress(`${nth + 1} of ${size} programs`);
  }
  return tally;
}

/** A person reports findings until every order was carried out and the engine serves again. */
async function workMeanwhile(
  program: TestProgram,
  losses: number,
  patienceMs: number,
): Promise<readonly string[]> {
  const faults: string[] = [];
  let over = false;
  const work = async () => {
    while (!over) {
      const answer = await Promise.race([
        findingReport(program),
        pause(ANSWER_WITHIN_MS).then(() => 'nothing'),
      ]);
      if (answer === 'nothing') faults.push('a command was never answered');
      await pause(REPORT_EVERY_MS);
    }
  };
  const working = work();
  const back = await comesTrue(
    () => program.restarts() >= losses && program.shell.state().state === 'RUNNING',
    patienceMs,
  );
  if (!back)
    faults.push(
      `the engine does not run again: ${program.restarts()} starts after ${losses} losses; it was ${program.told.join(', ')}; it wanted ${program.wants.join(', ') || 'nothing'}`,
    );
  if (back) {
    const before = program.acks.length;
    if (!(await comesTrue(() => program.acks.length > before, ANSWER_WITHIN_MS)))
      faults.push('nothing can be done any more');
    if (!program.told.some((state) => state !== 'RUNNING'))
      faults.push('no screen was told that the engine was gone');
  }
  over = true;
  await working;
  return faults;
}
