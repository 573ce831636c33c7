import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventKey } from '#core/telemetry/identity.ts';
import { bundle } from './parts/bundle.ts';
import { faultsIn, missing, reading } from './parts/checks.ts';
import { makeFolder } from './parts/folders.ts';
import { type Call, callsIn, ERRORS, type Injection, inject, watch } from './parts/injection.ts';
import { type Bug, type Life, live } from './parts/life.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';
import { sentIn } from './parts/turns.ts';

/** Enough for a few hundred calls, and some rounds after each failure. */
const TURNS = 8;
/** Enough for a database to want more room than it has. */
const LIMITED_TURNS = 60;
/** A sender or a person tries this often. */
const ATTEMPTS = 4;
const AT_ONCE = 2;
/** Every so many injections last until the end: the next start, on a sound disk, must hold what was acknowledged. */
const LASTING = 8;
const CONTROL_CALLS = 12;
/** What a shell counts the size of files in. */
const BLOCK_BYTES = 512;

/** Each of the first calls by which the running engine changes its file fails once, with no room, an I/O error, a read-only disk. */
export const syscalls: Suite = {
  name: 'syscalls',
  unit: 'calls that fail in three ways each',
  size: 300,
  tools: ['strace'],
  run: (setting) => failEach(setting, null, ATTEMPTS),
  control: (setting) => failEach({ ...setting, size: CONTROL_CALLS }, 'ack before commit', 1),
};

async function failEach(
  { size, folder, progress }: Setting,
  bug: Bug | null,
  attempts: number,
): Promise<Tally> {
  const program = await bundle('engine-child', folder);
  const calls = chosenCalls(await watchedCalls(program, folder), size);
  const injections = calls.flatMap((call) => ERRORS.map((error) => ({ ...call, error })));
  const waiting = injections.map((each, index) => ({ ...each, lasting: index % LASTING === 0, index }));
  const tally = new Tally();
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const own = makeFolder(folder, `call-${next.index}`);
      await failOne({ program, folder: own, bug, attempts }, next, tally);
      if (tally.cases % 100 === 0) progress(`${tally.cases} of ${injections.length} failures`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tally;
}

/** How a program without a tracer is hurt: its database, or every file of the process, may not grow any more. */
export type Limit = { readonly mostPages: number } | { readonly fileBytes: number };

/** A life under a limit, then one without it. For systems on which no call can be made to fail by itself. */
export async function failUnder(limit: Limit, folder: string, bug: Bug | null): Promise<Tally> {
  const program = await bundle('engine-child', folder);
  const data = makeFolder(folder, 'limited');
  const tally = new Tally();
  const file = join(data, 'vigil.db');
  const blocks = 'fileBytes' in limit ? Math.ceil(limit.fileBytes / BLOCK_BYTES) : null;
  const life = await live({
    program,
    settings: { folder: data, from: 0, until: LIMITED_TURNS, bug, ...('mostPages' in limit ? limit : {}) },
    under: blocks === null ? [] : ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'],
  });
  tally.cases = life.acks.filter(({ kind }) => kind === 'failed').length;
  tally.add({ broken: [...crashes(life), ...silences(life, LIMITED_TURNS, true)] }, 'under the limit');
  const next = await live({
    program,
    settings: { folder: data, from: LIMITED_TURNS, until: LIMITED_TURNS + 2 },
  });
  tally.add({ broken: crashes(next) }, 'the start after it');
  const acks = [...life.acks, ...next.acks];
  tally.add(
    reading(file, (session) => ({ lost: missing(session, acks), ...faultsIn(session) })),
    'afterwards',
  );
  return tally;
}

/** A life in which nothing fails, to know the calls. */
async function watchedCalls(program: string, folder: string): Promise<readonly Call[]> {
  const [data, log] = [makeFolder(folder, 'watched'), join(folder, 'calls.log')];
  await live({
    program,
    settings: { folder: data, from: 0, until: TURNS, waits: true },
    onReady: (child) => void watch(child, data, log),
  });
  return callsIn(log);
}

/** The first calls of all kinds, and a third as many of the rarer ones, which would hardly be among them. */
function chosenCalls(calls: readonly Call[], size: number): readonly Call[] {
  const rare = calls.slice(size).filter(({ name }) => name !== 'pwrite64');
  return [...calls.slice(0, size), ...rare.slice(0, Math.ceil(size / 3))];
}

type Subject = {
  readonly program: string;
  readonly folder: string;
  readonly bug: Bug | null;
  readonly attempts: number;
};

async function failOne(subject: Subject, injection: Injection, tally: Tally): Promise<void> {
  const { program, folder, bug, attempts } = subject;
  const file = join(folder, 'vigil.db');
  const { name, nth, error, lasting } = injection;
  const where = `${error} at ${name} ${nth}${lasting ? ' and all after it' : ''}`;
  const life = await live({
    program,
    settings: { folder, from: 0, until: TURNS, attempts, bug, waits: true },
    onReady: (child) => void inject(child, folder, injection),
  });
  tally.cases += 1;
  tally.add({ broken: [...crashes(life), ...silences(life, TURNS, lasting)] }, where);
  // What lasted until the end is judged by the next start, on a sound disk.
  const after = lasting ? await live({ program, settings: { folder, from: TURNS, until: TURNS + 2 } }) : null;
  if (after !== null) tally.add({ broken: crashes(after) }, `${where}, the start after it`);
  const acks = [...life.acks, ...(after?.acks ?? [])];
  tally.add(
    reading(file, (session) => ({ lost: missing(session, acks), ...faultsIn(session) })),
    where,
  );
  rmSync(folder, { recursive: true });
}

const crashes = ({ finished, end, complaint }: Life): readonly string[] =>
  finished ? [] : [`it ended by itself with ${end}: ${complaint.slice(0, 300)}`];

/** What failed once is done by the next attempt; what cannot be done is told. Nobody stays without an answer. */
function silences({ acks }: Life, turns: number, lasting: boolean): readonly string[] {
  const answered = new Set(acks.map((ack) => (ack.kind === 'event' ? ack.key : null)));
  const sent = Array.from({ length: turns }, (_, turn) => sentIn(turn)).flat();
  const left = sent.filter((event) => !answered.has(eventKey(event)));
  if (left.length === 0) return [];
  const told = acks.some(({ kind }) => kind === 'failed');
  return lasting && told
    ? []
    : [`${left.length} events were never acknowledged${told ? '' : ', and no failure told'}`];
}
