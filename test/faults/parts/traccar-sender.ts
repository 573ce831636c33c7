import Database from 'better-sqlite3';
import { MINUTE } from '#core/model/time.ts';
import { testTraccar } from '#test/kit/traccar-server.ts';
import type { Sender } from './sender.ts';

const DEVICE = 'D-S-1';
/** Positions that a life begins with, more than the quarter of an hour that is asked for again, and some more before it ends. */
const AT_FIRST = 20;
const MORE = 6;

const MARKS = "SELECT value FROM engine_state WHERE name LIKE 'gates.marks.pulled.%'";

export type TraccarSender = Sender &
  AsyncDisposable & {
    readonly url: string;
    /** The device moves on; resolves when the program was given the positions. */
    readonly giveMore: () => Promise<void>;
  };

/** A server with a device that moves once a minute. Up to its mark the program says that it has everything. */
export async function traccarSender(database: string, from: number): Promise<TraccarSender> {
  const first = Math.floor(from / MINUTE) * MINUTE;
  const delivered = new Set<number>();
  let onNew = () => {};
  const server = await testTraccar({
    onAnswer(positions) {
      const before = delivered.size;
      for (const { at } of positions) delivered.add(at);
      if (delivered.size > before) onNew();
    },
  });
  const device = { unique: DEVICE, heard: 0 };
  server.devices.push(device);
  const move = (steps: number) => {
    for (let step = 0; step < steps; step++)
      server.positions.push({ unique: DEVICE, at: first + server.positions.length * MINUTE });
    device.heard = Math.max(Date.now(), device.heard + 1);
  };
  return {
    connector: 'traccar',
    url: server.url,
    async feed(_, { more }) {
      if (more) move(AT_FIRST);
    },
    delivered: () => delivered,
    acknowledged() {
      const mark = markIn(database);
      return [...delivered].filter((at) => at <= mark);
    },
    giveMore: () =>
      new Promise((done) => {
        onNew = done;
        move(MORE);
      }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function markIn(database: string): number {
  const reader = new Database(database, { readonly: true });
  try {
    const [text] = reader.prepare<[], string>(MARKS).pluck().all();
    if (text === undefined) return Number.NEGATIVE_INFINITY;
    const [entry] = JSON.parse(text) as [{ readonly at: number }]; // safe: the engine wrote it
    return entry.at;
  } finally {
    reader.close();
  }
}
