import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ack } from './acks.ts';
import type { Operation } from './trace.ts';

/** Bytes that SQLite writes at once: a page and the header of its frame. */
const FRAME_BYTES = 4_120;
/** The -wal's own header. */
const HEADER_BYTES = 32;

/**
 * What the copies of a recording say was written in between, for systems on which writes cannot be traced. It believes that
 * everything of a turn was synced before its last acknowledgement; a trace knows. Throws when a checkpoint moved the
 * database itself, whose writes copies cannot put in order.
 */
export function readRecording(
  recording: string,
  acks: readonly Ack[],
  synced: boolean,
): readonly Operation[] {
  const operations: Operation[] = [];
  const content = (turn: number, file: string) => readFileSync(join(recording, `${turn}-${file}`));
  let log = Buffer.alloc(0);
  let of: Ack[] = [];
  for (const ack of acks) {
    of.push(ack);
    if (ack.kind !== 'turn') continue;
    const database = content(ack.turn, 'vigil.db');
    if (operations.length === 0) operations.push(...whole('vigil.db', database));
    else if (!database.equals(content(ack.turn - 1, 'vigil.db'))) throw new Error('a checkpoint was made');
    const now = content(ack.turn, 'vigil.db-wal');
    operations.push(...appended(log, now));
    // The first turn holds the making of the file: it is always synced.
    if (synced || ack.turn === 0) operations.push({ kind: 'sync', file: 'vigil.db-wal' });
    operations.push({ kind: 'acks', acks: of });
    log = now;
    of = [];
  }
  return operations;
}

const whole = (file: string, data: Buffer): readonly Operation[] => [
  { kind: 'write', file, offset: 0, data },
  { kind: 'sync', file },
];

function appended(before: Buffer, now: Buffer): readonly Operation[] {
  const writes: Operation[] = [];
  const start = Math.max(HEADER_BYTES, before.length);
  if (before.length === 0)
    writes.push({ kind: 'write', file: 'vigil.db-wal', offset: 0, data: now.subarray(0, HEADER_BYTES) });
  for (let offset = start; offset < now.length; offset += FRAME_BYTES)
    writes.push({
      kind: 'write',
      file: 'vigil.db-wal',
      offset,
      data: now.subarray(offset, offset + FRAME_BYTES),
    });
  return writes;
}
