import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { HOT } from '#main/adapters/sqlite/events/hot.ts';
import { reading } from './parts/checks.ts';
import { BATCH, callBody, createSender, type FloodNumbers, floodBody, personOf } from './parts/flooding.ts';
import { makeFolder } from './parts/folders.ts';
import { pause } from './parts/pause.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** A million events in a minute, in batches of a thousand. */
const EVENTS_A_MINUTE = 1_000_000;
const CONNECTIONS = 8;
const CALL_EVERY_MS = 1_000;
/** Goals: from the sending of a call for help to its row on the way to the screens, and memory of the whole program. */
const P99_MS = 1_000;
const MOST_BYTES = 512 * 1024 * 1024;
const CONTROL_EVENTS = 5_000;

/** Telemetry by HTTP as fast as a million events a minute, with a call for help each second. */
export const flood: Suite = {
  name: 'flood',
  unit: 'events by HTTP, with a call for help each second',
  size: 1_000_000,
  tools: [],
  run: (setting) => pour(setting, 0),
  // A count that is one too high must be seen.
  control: (setting) => pour({ ...setting, size: CONTROL_EVENTS }, 1, false),
};

/** `miscounted`: so many more are said to be accepted than were. `timed`: whether the goals in seconds and bytes are judged, on the built program. */
export async function pour(
  { size, folder, progress }: Setting,
  miscounted: number,
  timed = true,
): Promise<Tally> {
  const data = makeFolder(folder, 'data');
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'parts/flood-child.ts'), data, timed ? 'built' : 'sources'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  const pushed = new Map<string, number>();
  const door = Promise.withResolvers<{ port: number; key: string }>();
  const numbers = Promise.withResolvers<FloodNumbers>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const words = JSON.parse(line) as Record<string, never>; // the child's own words
    if ('port' in words) door.resolve(words as never);
    else if ('numbers' in words) numbers.resolve(words.numbers);
    else if (!pushed.has(String(words.subject))) pushed.set(String(words.subject), Number(words.at));
  });
  const { port, key } = await door.promise;
  const sent = await sendAll(port, key, size, progress);
  await pause(2 * CALL_EVERY_MS);
  child.stdin.write('end\n');
  const { refused, peakBytes } = await numbers.promise;
  await exited;
  const tally = new Tally();
  tally.cases = size;
  const stored = reading(join(data, 'vigil.db'), (session) =>
    session
      .pluck<[], number>(`SELECT (SELECT count(*) FROM ${HOT}) + (SELECT count(*) FROM event_run)`)
      .get(),
  );
  const accepted = sent.accepted + miscounted;
  if ((stored ?? 0) < accepted) tally.lost.push(`${accepted} events were accepted, ${stored} are stored`);
  if ((stored ?? 0) > accepted) tally.doubled.push(`${accepted} events were accepted, ${stored} are stored`);
  if (refused !== sent.refused)
    tally.broken.push(`${sent.refused} requests were refused, Vigil counted ${refused}`);
  const delays = sent.calls
    .map(({ subject, at }) => (pushed.get(subject) ?? Number.POSITIVE_INFINITY) - at)
    .sort((a, b) => a - b);
  const p99 = delays[Math.ceil(delays.length * 0.99) - 1] ?? 0;
  if (p99 === Number.POSITIVE_INFINITY) tally.lost.push('a call for help never reached the screens');
  if (timed && p99 > P99_MS) tally.broken.push(`calls for help took ${p99} ms (p99) to the screens`);
  if (timed && peakBytes > MOST_BYTES) tally.broken.push(`${Math.round(peakBytes / 2 ** 20)} MB of memory`);
  tally.notes.push(
    `${sent.calls.length} calls for help, p99 ${p99} ms; ${sent.seconds.toFixed(0)} s; ${sent.refused} requests turned away and sent again; peak ${Math.round(peakBytes / 2 ** 20)} MB`,
  );
  return tally;
}

type Sent = {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
  readonly calls: readonly { readonly subject: string; readonly at: number }[];
};

/** Sends at the pace of a million a minute; what is turned away is sent again when the answer says so. */
async function sendAll(
  port: number,
  key: string,
  size: number,
  progress: Setting['progress'],
): Promise<Sent> {
  const send = createSender(port, key, CONNECTIONS);
  const help = createSender(port, key, 1);
  let [accepted, refused, batches, over] = [0, 0, 0, false];
  const deliver = async (sender: typeof send, body: string): Promise<void> => {
    for (;;) {
      const answer = await sender(body);
      accepted += answer.accepted;
      if (answer.status === 200) return;
      refused += 1;
      await pause(1_000 * answer.retryAfterS);
    }
  };
  const startedAt = performance.now();
  const pours = async () => {
    while (batches * BATCH < size) {
      const batch = batches;
      batches += 1;
      const due = startedAt + (batch * BATCH * 60_000) / EVENTS_A_MINUTE;
      await pause(Math.max(0, due - performance.now()));
      await deliver(send, floodBody(batch, Date.now()));
      if (batch % 100 === 99) progress(`${(batch + 1) * BATCH} of ${size} events`);
    }
  };
  const calls: { subject: string; at: number }[] = [];
  const calling = (async () => {
    for (let nth = 0; !over; nth += 1) {
      const at = Date.now();
      calls.push({ subject: `person:${personOf(nth)}`, at });
      await deliver(help, callBody(nth, at));
      await pause(CALL_EVERY_MS);
    }
  })();
  await Promise.all(Array.from({ length: CONNECTIONS }, pours));
  over = true;
  await calling;
  return { accepted, refused, calls, seconds: (performance.now() - startedAt) / 1_000 };
}
