import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Refusal } from './answers.ts';

/** The longest body that is read, decompressed, in bytes. */
export const LONGEST_BODY = 8 * 1024 * 1024;
/** A body up to this is always read, however many others are: it may be a call for help. */
const SMALL_BODY = 64 * 1024;
/** Bytes of all bodies that may be held at once, until they are answered. */
const MOST_HELD = 12 * 1024 * 1024;

/** Keeps count of the bytes that are held. */
export type Room = { held: number };
export const createRoom = (): Room => ({ held: 0 });

/** What was read; `release` when it was answered. */
export type Body = { readonly text: string; readonly release: () => void };

export const TOO_LONG: Refusal = {
  status: 413,
  message: `A body may have ${LONGEST_BODY / 1024 / 1024} MB, decompressed: send several.`,
};
const NO_ROOM: Refusal = {
  status: 503,
  message: 'Too many large bodies at once: come again.',
  headers: { 'retry-after': '1' },
};

/** Reads a body, plain or gzip. Never holds more than it may, whatever a header promises or a gzip hides. */
export async function readBody(request: IncomingMessage, room: Room): Promise<Body | Refusal> {
  const chunks: Buffer[] = [];
  let length = 0;
  let held = 0;
  const release = () => {
    room.held -= held;
    held = 0;
  };
  const fail = (refusal: Refusal): Refusal => {
    release();
    return refusal;
  };
  try {
    for await (const chunk of bytesOf(request)) {
      length += chunk.byteLength;
      if (length > LONGEST_BODY) return fail(TOO_LONG);
      if (length > SMALL_BODY && room.held + chunk.byteLength > MOST_HELD) return fail(NO_ROOM);
      held += chunk.byteLength;
      room.held += chunk.byteLength;
      chunks.push(chunk);
    }
  } catch (error) {
    if (!isBroken(error)) throw error;
    return fail({ status: 400, message: `The body could not be read to its end: ${error.message}` });
  }
  return { text: Buffer.concat(chunks).toString('utf8'), release };
}

function bytesOf(request: IncomingMessage): AsyncIterable<Buffer> {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  const unzip = createGunzip();
  // An error of either side destroys `unzip`, and the iteration throws it.
  pipeline(request, unzip, () => {});
  return unzip;
}

/** Errors of the connection and of zlib carry a code; others are bugs. */
const isBroken = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
