import { connect } from 'node:net';
import { LocalReply } from '#contract/local-socket.ts';
import type { Reply } from '#contract/reply.ts';
import { readKey, socketAddress } from './address.ts';
import { readLines, writeLine } from './lines.ts';

const LONGEST_REPLY = 512 * 1024 * 1024;
const CLOSED = 'The engine closed the connection.';

export type LocalAsker = { readonly name: string; readonly session: string | null };
export type LocalClient = {
  /** Asks the running engine as `name`, or as whoever `session` is signed in as. Rejects when the connection is lost before the answer. */
  readonly call: (asker: LocalAsker, method: string, input: unknown) => Promise<Reply<unknown>>;
  readonly close: () => void;
};

type Waiting = { readonly done: (reply: Reply<unknown>) => void; readonly fail: (error: Error) => void };

/** Connects to the engine that runs on this data folder; null when none answers. */
export async function connectLocal(dataFolder: string): Promise<LocalClient | null> {
  const key = readKey(dataFolder);
  if (key === null) return null;
  const socket = connect(socketAddress(dataFolder));
  const connected = await new Promise<boolean>((done) => {
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
  if (!connected) return null;

  const waiting = new Map<number, Waiting>();
  let last = 0;
  const lose = (cause?: Error) => {
    for (const { fail } of waiting.values()) fail(new Error(CLOSED, { cause }));
    waiting.clear();
  };
  socket.on('error', lose);
  socket.on('close', () => lose());
  readLines(socket, LONGEST_REPLY, (value) => {
    const { id, reply } = LocalReply.parse(value);
    waiting.get(id)?.done(reply);
    waiting.delete(id);
  });
  writeLine(socket, { key });
  return {
    call: ({ name, session }, method, input) =>
      new Promise((done, fail) => {
        if (!socket.writable) return fail(new Error(CLOSED));
        const id = ++last;
        waiting.set(id, { done, fail });
        writeLine(socket, { id, name, ...(session === null ? {} : { session }), method, input });
      }),
    close: () => socket.destroy(),
  };
}
