import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '#core/model/time.ts';

/** More of them than this within ten minutes is no accident. */
const MOST = 5;
const WITHIN_MS = 10 * 60_000;
/** The engine then waits for this long, while the screens are there already and say why. */
const REST_MS = 60_000;

const fileIn = (dataFolder: string) => join(dataFolder, 'restarts.json');

/** Notes that the program starts itself again at `at`. A folder that cannot be written must not keep it from doing so. */
export function noteRestart(dataFolder: string, at: EpochMs): void {
  try {
    writeFileSync(fileIn(dataFolder), JSON.stringify([...restartsIn(dataFolder, at), at]), { mode: 0o600 });
  } catch {
    // Not noted: then the engine starts at once next time.
  }
}

/** How long the engine waits before it starts, ms: 0 unless the program has started itself again too often of late. */
export const restBeforeStart = (dataFolder: string, now: EpochMs): number =>
  restartsIn(dataFolder, now).length > MOST ? REST_MS : 0;

/** The noted instants of the last ten minutes; a clock that was set back hides none for ever. */
function restartsIn(dataFolder: string, now: EpochMs): readonly EpochMs[] {
  try {
    const noted: unknown = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8'));
    if (!Array.isArray(noted)) return [];
    return noted.filter((at): at is number => typeof at === 'number' && Math.abs(now - at) < WITHIN_MS);
  } catch {
    return []; // there is none, or it was cut off when the program ended
  }
}
