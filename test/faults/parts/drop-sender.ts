import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from './pause.ts';
import { Instants, lineAt, type Sender } from './sender.ts';

/** Lines of most files, and of every other one: that is read in three parts. */
const FEW = 20;
const MANY = 2_100;
/** Files that wait in the folder at once, and how often it is looked at, ms. */
const AT_ONCE = 3;
const LOOK_EVERY = 10;

/** Writes files into a folder. A file that is gone from it was taken. */
export function dropSender(folder: string, from: number): Sender {
  mkdirSync(folder, { recursive: true });
  const instants = new Instants(from);
  const delivered: number[] = [];
  const acknowledged: number[] = [];
  const waiting = new Map<string, readonly number[]>();
  let written = 0;
  const write = () => {
    const lines = Array.from({ length: written % 2 === 0 ? MANY : FEW }, () => instants.next());
    const path = join(folder, `${String(written).padStart(6, '0')}.ndjson`);
    written += 1;
    writeFileSync(`${path}.part`, lines.map((at) => `${lineAt(at)}\n`).join(''));
    renameSync(`${path}.part`, path);
    delivered.push(...lines);
    waiting.set(path, lines);
  };
  const look = () => {
    for (const [path, lines] of waiting) {
      if (existsSync(path)) continue;
      acknowledged.push(...lines);
      waiting.delete(path);
    }
  };
  return {
    connector: 'drop',
    async feed(_, { isOver, more }) {
      while (!isOver()) {
        look();
        while (more && waiting.size < AT_ONCE) write();
        await pause(LOOK_EVERY);
      }
      look();
    },
    delivered: () => delivered,
    acknowledged: () => acknowledged,
  };
}
