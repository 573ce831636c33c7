import type { EpochMs } from '#core/model/time.ts';
import type { Both } from '#core/what-if/compare.ts';
import type { RecordedFinding } from '#core/what-if/tried.ts';
import type { TrialPart } from './parts.ts';

/** A part of one side of a trial. */
export type Job = { readonly side: keyof Both<unknown>; readonly part: TrialPart };

/** Replays one part after the other. */
export type Hand = {
  /** Makes a part ready. */
  readonly open: (part: TrialPart) => Promise<ReadyPart>;
};
export type ReadyPart = {
  readonly key: string;
  /** Replays it, and tells how far it is. Once, and then it is let go. */
  readonly run: (onAt: (at: EpochMs) => void) => Promise<readonly RecordedFinding[]>;
  /** Lets it go unplayed. */
  readonly leave: () => Promise<unknown>;
};

/** What is found by parts, by their keys: also by those that are just being replayed. */
export type Known = {
  readonly get: (key: string) => Found | undefined;
  readonly set: (key: string, found: Found) => void;
  readonly clear: () => void;
};
type Found = Promise<readonly RecordedFinding[]>;

/** Ten sites find some hundreds in a month: 20 MB at most. */
const MOST_KNOWN = 200;

/** Knows the last parts: what was asked longest ago is forgotten first, and what failed at once. */
export function createKnown(most = MOST_KNOWN): Known {
  const known = new Map<string, Found>();
  return {
    get: (key) => known.get(key),
    set(key, found) {
      known.set(key, found);
      found.catch(() => known.delete(key));
      for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
    },
    clear: () => known.clear(),
  };
}

/**
 * What was found by the jobs of each side: every hand takes the next job until there is none, and none replays what is known.
 * `onProgress` hears the share that is done, 0 to 1. Rejects as soon as one hand does.
 */
export async function runParts(
  jobs: readonly Job[],
  hands: readonly Hand[],
  known: Known,
  onProgress: (done: number) => void,
): Promise<Both<readonly RecordedFinding[]>> {
  const found = { before: [] as RecordedFinding[], after: [] as RecordedFinding[] };
  const done = jobs.map(() => 0);
  const queue = [...jobs.entries()];
  const isAt = (job: number, share: number) => {
    done[job] = share;
    onProgress(done.reduce((sum, each) => sum + each, 0) / jobs.length);
  };
  const work = async (hand: Hand) => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [job, { side, part }] = next;
      const onAt = (at: EpochMs) => isAt(job, (at - part.from) / (part.to - part.from));
      found[side].push(...(await findingsOf(hand, part, known, onAt)));
      isAt(job, 1);
    }
  };
  await Promise.all(hands.map(work));
  return found;
}

async function findingsOf(
  hand: Hand,
  part: TrialPart,
  known: Known,
  onAt: (at: EpochMs) => void,
): Promise<readonly RecordedFinding[]> {
  const ready = await hand.open(part);
  const before = known.get(ready.key);
  if (before !== undefined) {
    await ready.leave();
    return before;
  }
  const found = ready.run(onAt);
  known.set(ready.key, found);
  return found;
}
