import type { Random } from '#core/kit/random.ts';
import type { Operation } from './trace.ts';

/** What a power cut leaves of the writes that no sync has confirmed. */
export const LOSSES = ['none', 'prefix', 'subset', 'sectors'] as const;
export type Loss = (typeof LOSSES)[number];

const SECTOR_BYTES = 512;

type Write = Extract<Operation, { kind: 'write' | 'truncate' }>;

/** The bytes of a file, in a buffer with room to grow. */
type Content = { readonly bytes: Buffer; readonly size: number };
const NOTHING: Content = { bytes: Buffer.alloc(0), size: 0 };

/** The files of a disk as far as they are certain, and what was asked for since: a sync of a file makes that certain. */
export class Disk {
  readonly #certain = new Map<string, Content>();
  readonly #waiting = new Map<string, Write[]>();

  take(operation: Operation): void {
    if (operation.kind === 'acks') return;
    const { file } = operation;
    if (operation.kind === 'unlink') {
      // A file that is gone takes what waited with it; what was kept of it could only bring back the past.
      this.#certain.delete(file);
      this.#waiting.delete(file);
    } else if (operation.kind === 'sync') {
      this.#certain.set(file, written(this.#certain.get(file) ?? NOTHING, this.#waiting.get(file) ?? []));
      this.#waiting.delete(file);
    } else {
      const waiting = this.#waiting.get(file);
      if (waiting === undefined) this.#waiting.set(file, [operation]);
      else waiting.push(operation);
    }
  }

  /** The files as they may be found after the power went off now. */
  cut(loss: Loss, random: Random): ReadonlyMap<string, Buffer> {
    const files = new Map<string, Buffer>();
    for (const file of new Set([...this.#certain.keys(), ...this.#waiting.keys()])) {
      const { bytes, size } = this.#certain.get(file) ?? NOTHING;
      const copy = { bytes: Buffer.from(bytes.subarray(0, size)), size };
      const found = written(copy, survivors(this.#waiting.get(file) ?? [], loss, random));
      files.set(file, found.bytes.subarray(0, found.size));
    }
    return files;
  }
}

/** Makes the writes in place, after room for all of them was made. */
function written(content: Content, writes: readonly Write[]): Content {
  const ends = writes.map((write) =>
    write.kind === 'write' ? write.offset + write.data.length : write.length,
  );
  const needed = ends.reduce((most, end) => Math.max(most, end), content.size);
  const bytes = needed <= content.bytes.length ? content.bytes : Buffer.alloc(2 * needed);
  if (bytes !== content.bytes) content.bytes.copy(bytes, 0, 0, content.size);
  let { size } = content;
  for (const write of writes) {
    if (write.kind === 'write') {
      write.data.copy(bytes, write.offset);
      size = Math.max(size, write.offset + write.data.length);
    } else {
      bytes.fill(0, Math.min(size, write.length), size);
      size = write.length;
    }
  }
  return { bytes, size };
}

function survivors(waiting: readonly Write[], loss: Loss, random: Random): readonly Write[] {
  if (loss === 'none') return [];
  if (loss === 'prefix') return waiting.slice(0, random.whole(0, waiting.length));
  const [keep, kept] = [random.next(), (write: Write) => [write]];
  const torn = (write: Write) => (write.kind === 'write' ? sectorsOf(write) : [write]);
  return waiting.flatMap(loss === 'subset' ? kept : torn).filter(() => random.chance(keep));
}

/** A write as the disk makes it: sector by sector, each whole or not at all. */
function sectorsOf({ file, offset, data }: Extract<Write, { kind: 'write' }>): readonly Write[] {
  const pieces: Write[] = [];
  for (let from = 0; from < data.length; ) {
    const until = Math.min(data.length, from + SECTOR_BYTES - ((offset + from) % SECTOR_BYTES));
    pieces.push({ kind: 'write', file, offset: offset + from, data: data.subarray(from, until) });
    from = until;
  }
  return pieces;
}
