import { randomFillSync } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Room } from '#main/ports/room.ts';
import { spaceOf } from './disk.ts';

const MIB = 1024 * 1024;
const MOST_BYTES = 256 * MIB;
const LEAST_BYTES = 4 * MIB;
/** Of the whole disk, on a small one. */
const SHARE = 1 / 50;

/** How large the ballast of a data folder should be: what VIGIL_BALLAST says in MB, else 256 MB, and less on a small disk. */
export function usualBallast(
  folder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): number {
  const chosen = Number(environment.VIGIL_BALLAST);
  if (chosen > 0) return chosen * MIB;
  const total = spaceOf(folder)?.total ?? 0;
  return Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Math.floor(total * SHARE)));
}

/**
 * The ballast of a data folder: written, not only made long, since a hole takes no room; of random bytes, since a disk that
 * packs would make a hole of zeros. It counts only under its own name, which it gets when it is whole.
 */
export function createRoom(
  folder: string,
  ballastBytes = usualBallast(folder),
  free: () => number | null = () => spaceOf(folder)?.free ?? null,
): Room {
  const file = join(folder, 'ballast');
  const unfinished = `${file}.part`;
  let writing: Promise<void> | null = null;
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const write = async () => {
    try {
      await fill(unfinished, ballastBytes);
      await rename(unfinished, file);
    } catch (error) {
      rmSync(unfinished, { force: true }); // half a ballast only takes room away
      throw error;
    }
  };
  return {
    free,
    ballastBytes,
    isHeld: () => sizeOf(file) >= ballastBytes,
    hold() {
      writing ??= write().finally(() => {
        writing = null;
      });
      return writing;
    },
    release() {
      const held = sizeOf(file) > 0;
      if (held) rmSync(file, { force: true });
      return held;
    },
  };
}

async function fill(file: string, bytes: number): Promise<void> {
  const block = randomFillSync(Buffer.alloc(MIB));
  const handle = await open(file, 'w', 0o600);
  try {
    for (let left = bytes; left > 0; left -= MIB) await handle.write(block, 0, Math.min(left, MIB));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
