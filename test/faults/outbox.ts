import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { bundle } from './parts/bundle.ts';
import { makeFolder } from './parts/folders.ts';
import type { OutboxBug, OutboxChildSettings } from './parts/outbox-child.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';
import { type WhimsicalReceiver, whimsicalReceiver } from './parts/whimsical-receiver.ts';

/** Messages for each kill. */
const PER_KILL = 20;
/** A life lasts at most so long after the engine is up, ms. */
const LONGEST_LIFE = 120;
/** The child's clock runs so many times as fast as the real one. */
const SPEED = 100;
const START = Date.parse('2026-01-05T02:00:00Z');
const RESOURCES = join(import.meta.dirname, '../../resources');
const CONTROL_KILLS = 6;

/** The sender of messages, killed again and again before a receiver that dies, hangs, refuses and drops its answers. */
export const outbox: Suite = {
  name: 'outbox',
  unit: `kills -9 of the sender, ${PER_KILL} messages each`,
  size: 500,
  tools: [],
  run: (setting) => killAgainAndAgain(setting, setting.size, null),
  async control(setting) {
    const tally = new Tally();
    for (const bug of ['says it arrived before it goes', 'makes a new key for every try'] as const) {
      const found = await killAgainAndAgain(
        { ...setting, folder: makeFolder(setting.folder, bug) },
        CONTROL_KILLS,
        bug,
      );
      // One that goes unseen makes the whole control fail.
      if (found.lost.length + found.doubled.length === 0) return new Tally();
      tally.cases += found.cases;
      tally.add(found, bug);
    }
    return tally;
  },
};

async function killAgainAndAgain(
  { random, folder, progress }: Setting,
  kills: number,
  bug: OutboxBug | null,
): Promise<Tally> {
  const tally = new Tally();
  const messages = kills * PER_KILL;
  const program = await bundle('outbox-child', makeFolder(folder, 'program'));
  await using receiver = await whimsicalReceiver(random);
  /** How long the lives so far have lasted, ms: the clock stands still between them, or approvals would end in a long run. */
  let lived = 0;
  const settings = (): OutboxChildSettings => ({
    ...{ folder, resources: RESOURCES, port: receiver.port, messages, bug },
    at: START + Math.round(lived * SPEED),
  });
  await live(program, settings(), null);
  for (let kill = 1; kill <= kills; kill += 1) {
    const { end, lasted } = await live(program, settings(), random.whole(1, LONGEST_LIFE));
    lived += lasted;
    tally.cases += 1;
    if (end !== 'SIGKILL') break; // everything was sent before it could be killed
    if (kill % 50 === 0) progress(`${kill} kills, ${receiver.taken.size} of ${messages} arrived`);
  }
  const { states, complaint } = await live(program, settings(), null);
  if (states?.SENT !== messages) tally.broken.push(`ended as ${JSON.stringify(states)} ${complaint}`);
  look(receiver, messages, tally);
  return tally;
}

/** Holds what the receiver took against what was to be sent. */
function look(receiver: WhimsicalReceiver, messages: number, tally: Tally): void {
  let again = 0;
  for (let n = 0; n < messages; n += 1) {
    const keys = receiver.taken.get(String(n)) ?? [];
    if (keys.length === 0) tally.lost.push(`message ${n} never arrived`);
    if (new Set(keys).size > 1) tally.doubled.push(`message ${n} arrived under ${new Set(keys).size} keys`);
    again += Math.max(0, keys.length - 1);
  }
  if (receiver.keyless() > 0) tally.broken.push(`${receiver.keyless()} requests had no key`);
  const share = ((100 * again) / messages).toFixed(2);
  tally.notes.push(
    `${messages} messages, ${receiver.requests()} requests; a receiver without keys would have seen ${again} again (${share} %), one with keys 0`,
  );
}

type Ended = {
  readonly end: number | NodeJS.Signals | null;
  readonly states: Readonly<Record<string, number>> | null;
  readonly complaint: string;
  /** From when the engine was up, ms. */
  readonly lasted: number;
};

/** Runs the program until it ends by itself, or is killed so long after it is up. */
async function live(
  program: string,
  settings: OutboxChildSettings,
  killAfter: number | null,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let upAt = performance.now();
  let complaint = '';
  let states: Ended['states'] = null;
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY') upAt = performance.now();
    if (line === 'READY' && killAfter !== null) void wait(killAfter).then(() => child.kill('SIGKILL'));
    if (line.startsWith('DONE ')) states = JSON.parse(line.slice('DONE '.length));
  }
  const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  return {
    end: signal ?? code,
    states,
    complaint: complaint.slice(0, 500),
    lasted: performance.now() - upAt,
  };
}
