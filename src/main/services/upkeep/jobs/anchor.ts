import { anchorLine } from '#core/trail/anchors.ts';
import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { Store } from '#main/ports/store.ts';
import type { UpkeepJob } from '../job.ts';

/** Named values of the engine: the file that was chosen for anchors ('' for the usual one), and the newest anchor, a line of it. */
export const ANCHOR_FILE = 'trail.anchor_file';
export const LAST_ANCHOR = 'trail.anchor_last';

/** Every hour: the head of the trail, written down outside of the database. */
export const anchorJob = (open: OpenAnchorFile): UpkeepJob => ({
  name: 'anchor',
  action: 'trail.anchored',
  schedule: { minute: 50 },
  *run({ store }, at) {
    const problems: string[] = [];
    const row = store.trail.head().seq;
    yield anchorNow(store, open, at).then((problem) => void (problem !== null && problems.push(problem)));
    return { numbers: { row }, problems };
  },
});

/** Writes down the head of the trail; returns why it could not, in a sentence. */
export async function anchorNow(store: Store, open: OpenAnchorFile, at: number): Promise<string | null> {
  const file = open(store.state.get(ANCHOR_FILE) ?? '');
  const line = anchorLine(at, store.trail.head());
  try {
    await file.append(line);
  } catch (error) {
    return `The audit trail has no new anchor: ${error instanceof Error ? error.message : String(error)}.`;
  }
  store.transaction(() => store.state.set(LAST_ANCHOR, line));
  return null;
}
