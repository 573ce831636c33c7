import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toIso } from '#core/model/time.ts';
import { pause } from './pause.ts';
import { Instants, lineAt, type Sender } from './sender.ts';

/** Events of most files, and of every other one: that is read in three parts. */
const FEW = 20;
const MANY = 2_100;
/** Files that wait in the folder at once, and how often it is looked at, ms. */
const AT_ONCE = 3;
const LOOK_EVERY = 10;

/** A track of the phone of the site. It is read from its beginning in each life. */
const trackOf = (instants: readonly number[]): string =>
  [
    '<gpx version="1.1"><trk><name>D-S-1</name><trkseg>',
    ...instants.map((at) => `<trkpt lat="52.52" lon="13.405"><time>${toIso(at)}</time></trkpt>`),
    '</trkseg></trk></gpx>\n',
  ].join('\n');

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
    const isTrack = written % 4 > 1;
    const path = join(folder, `${String(written).padStart(6, '0')}.${isTrack ? 'gpx' : 'ndjson'}`);
    written += 1;
    writeFileSync(`${path}.part`, isTrack ? trackOf(lines) : lines.map((at) => `${lineAt(at)}\n`).join(''));
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
