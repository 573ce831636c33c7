import { createHash } from 'node:crypto';
import {
  appendFileSync,
  createReadStream,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readIfThere } from '#main/adapters/kit/read-if-there.ts';
import type { UpdateRoom } from '#main/ports/updates.ts';

const SEEN = 'seen.json';

/** A folder of this user alone, beside the database. */
export function createUpdateRoom(dataFolder: string): UpdateRoom {
  const folder = join(dataFolder, 'updates');
  const part = (sha256: string) => join(folder, `${sha256}.part`);
  const make = () => mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    seen() {
      const text = readIfThere(join(folder, SEEN));
      if (text === null) return null;
      // Safe: ours. One that cannot be read throws: guessing would let an older manifest in.
      return JSON.parse(text) as { sequence: number; sha256: string };
    },
    remember({ sequence, sha256 }) {
      make();
      const file = join(folder, SEEN);
      writeFileSync(`${file}.new`, JSON.stringify({ sequence, sha256 }), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    async kept(sha256, name) {
      const file = join(folder, name);
      if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return null;
      return (await hashOf(file)) === sha256 ? file : null;
    },
    has(sha256) {
      make();
      const own = `${sha256}.part`;
      for (const name of readdirSync(folder))
        if (name !== own && name !== SEEN) rmSync(join(folder, name), { recursive: true, force: true });
      return statSync(part(sha256), { throwIfNoEntry: false })?.size ?? 0;
    },
    append: (sha256, bytes) => appendFileSync(part(sha256), bytes, { mode: 0o600 }),
    hash: (sha256) => hashOf(part(sha256)),
    drop: (sha256) => rmSync(part(sha256), { force: true }),
    keep(sha256, name) {
      const kept = join(folder, name);
      renameSync(part(sha256), kept);
      return kept;
    },
  };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
