import type { MemoryStateRepo, SavedSlice } from '#main/ports/store.ts';
import { upsertOf } from './columns.ts';
import { memoryState } from './schema/index.ts';
import type { Session } from './statements.ts';

type StoredSlice = Omit<SavedSlice, 'numbers' | 'texts'> & {
  readonly numbers: Uint8Array;
  readonly texts: string;
};

/** What rules remember, put aside for the next start. */
export function createMemoryStateRepo(session: Session): MemoryStateRepo {
  const all = session.prepare<[], StoredSlice>('SELECT * FROM memory_state ORDER BY slice');
  const save = session.prepare<[StoredSlice]>(upsertOf(memoryState, ['slice']));
  const clear = session.prepare<[]>('DELETE FROM memory_state');
  return {
    *all() {
      for (const row of all.iterate())
        yield { ...row, numbers: numbersOf(row.numbers), texts: JSON.parse(row.texts) as string[] };
    },
    save({ numbers, texts, ...row }) {
      const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      save.run({ ...row, numbers: bytes, texts: JSON.stringify(texts) });
    },
    clear: () => void clear.run(),
  };
}

/** The numbers where they lie; a copy where the bytes begin at a place from which none can be read. */
function numbersOf(bytes: Uint8Array): Float64Array {
  const length = Math.floor(bytes.byteLength / Float64Array.BYTES_PER_ELEMENT);
  if (bytes.byteOffset % Float64Array.BYTES_PER_ELEMENT === 0)
    return new Float64Array(bytes.buffer, bytes.byteOffset, length);
  const numbers = new Float64Array(length);
  new Uint8Array(numbers.buffer).set(bytes.subarray(0, numbers.byteLength));
  return numbers;
}
