/*
 * The real engine on a real file, fed with the turns of turns.ts, made to be killed, cut off and given errors. It prints an
 * acknowledgement only when whoever sent or asked would have it: an event when `receive` resolved, a finding when its row
 * was pushed or the command answered. Time is the turns' own, so that audits fall due as fast as they can be run.
 */
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { localActor } from '#core/model/actor.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { eventKey } from '#core/telemetry/identity.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { markSuspect } from '#main/adapters/sqlite/suspect.ts';
import { type OpenEngine, openEngine } from '#main/open-engine.ts';
import type { Caller } from '#main/services/handlers.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { type Ack, ackLine } from './acks.ts';
import type { Bug, ChildSettings } from './life.ts';
import { forgetIdentity } from './seeded-bugs.ts';
import { sentIn, startOf, turnsFleet } from './turns.ts';

// Safe: life.ts alone starts this program, with these settings.
const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings;
const database = join(settings.folder, 'vigil.db');
const caller: Caller = { actor: localActor('ada'), scope: 'all' };
const clock = createFakeClock(startOf(settings.at));
const tell = (ack: Ack) => process.stdout.write(ackLine(ack));
const failed = (error: unknown) =>
  tell({ kind: 'failed', what: error instanceof Error ? error.message : String(error) });
/** The file failed: no write is taken before it was opened anew. */
let mustReopen = false;
/** What the desk has seen and not yet seen to. */
const unseen: string[] = [];

/** Opens the engine as the program does; an error that stops it is told. */
async function open(): Promise<OpenEngine> {
  return openEngine({
    database,
    migrations: join(settings.resources, 'migrations'),
    runbooks: join(settings.resources, 'runbooks'),
    version: 'test',
    clock,
    timers: clock,
    log: { info: () => {}, warn: () => {}, error: (message) => failed(message) },
    onStore: ({ condition }) => {
      if (condition !== 'IO' && condition !== 'CORRUPT') return;
      markSuspect(database);
      mustReopen = true;
    },
    emit: (event, payload) => {
      if (event !== 'findings.changed' || !('rows' in payload)) return;
      for (const { id, revision, status } of payload.rows) {
        tell({ kind: 'finding', id, revision });
        if (status === 'NEW' && !unseen.includes(id)) unseen.push(id);
      }
    },
    configurationFiles,
  });
}

/** What the crew does with a thread that gave up: the next one opens the file anew. */
async function reopen(): Promise<void> {
  mustReopen = false;
  clock.forget();
  child.store.close();
  child = await open();
  child.engine.start();
}

/** Does the same again while it fails, as a sender or a person would; gives up after some attempts. */
async function insist(work: () => unknown): Promise<void> {
  for (let attempt = 0; attempt < settings.attempts; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      failed(error);
      if (mustReopen) await reopen().catch(failed);
      else clock.advance(5 * SECOND);
    }
  }
}

async function send(events: readonly TelemetryEvent[]): Promise<void> {
  const acknowledge = () => {
    for (const event of events) tell({ kind: 'event', ts: event.ts, key: eventKey(event) });
  };
  if (settings.bug === 'ack before commit') acknowledge();
  const answer = child.engine.receive(events);
  clock.advance(SECOND / 10);
  const outcomes = await answer;
  if (outcomes.includes('shed')) throw new Error('events were shed'); // to be sent again
  if (settings.bug !== 'ack before commit') acknowledge();
}

/** One turn: what is sent, what a person does, what falls due. */
async function live(turn: number): Promise<void> {
  const events = sentIn(turn);
  const urgent = events.filter(({ type }) => type === 'check_in');
  if (urgent.length > 0) await insist(() => send(urgent));
  const rest = events.filter(({ type }) => type !== 'check_in');
  if (rest.length > 0) await insist(() => send(rest));

  const report = { site: 'S-1', severity: 'LOW', category: 'OPERATIONAL', note: 'See the log.' } as const;
  if (turn % 3 === 0)
    await insist(() =>
      child.engine.handlers['findings.report']({ ...report, title: `Turn ${turn}` }, caller),
    );
  const ids = unseen.splice(0, unseen.length);
  if (ids.length > 0) {
    await insist(() => child.engine.handlers['findings.acknowledge']({ ids, note: 'Seen.' }, caller));
    const closed = { ids: ids.slice(0, 2), disposition: 'BENIGN', note: 'Checked by phone.' } as const;
    await insist(() => child.engine.handlers['findings.resolve'](closed, caller));
  }
  clock.advance(Math.max(0, startOf(turn) + MINUTE - clock.now()));
  record(turn);
  tell({ kind: 'turn', turn });
}

/** Where writes cannot be traced: the files as they are when everything of a turn was answered. */
function record(turn: number): void {
  if (settings.recording === null) return;
  for (const name of ['vigil.db', 'vigil.db-wal'])
    copyFileSync(join(settings.folder, name), join(settings.recording, `${turn}-${name}`));
}

/** The seeded bugs that the harness must find. None of them is in the product. */
function seed(bug: Bug | null, { store }: OpenEngine): void {
  if (bug === 'synchronous NORMAL') store.session.prepare('PRAGMA synchronous = NORMAL').run();
  if (bug === 'no unique key') forgetIdentity(store);
}

const lock = acquireLock(settings.folder);
if (lock === null) throw new Error('another engine is running');
let child = await open();
seed(settings.bug, child);
if (settings.mostPages !== null)
  child.store.session.pluck(`PRAGMA max_page_count = ${settings.mostPages}`).get();
const files = [{ name: 'fleet.json', text: JSON.stringify(turnsFleet) }];
await insist(() =>
  child.engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, caller),
);
child.engine.start();
process.stdout.write('READY\n');
// Whoever wants to hurt it from here on has the time to prepare.
if (settings.waits) await once(process.stdin, 'data');
for (let turn = settings.from; turn < settings.until; turn += 1) await live(turn);
try {
  child.close(true);
  lock.release();
} catch (error) {
  failed(error);
}
process.stdout.write('DONE\n');
process.stdin.destroy();
