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
  // biome-ignore lint/correctness/useYield: it takes some milliseconds
  *run({ store }, at) {
    const problem = anchorNow(store, open, at);
    return { numbers: { row: store.trail.head().seq }, problems: problem === null ? [] : [problem] };
  },
});

/** Writes down the head of the trail; returns why it could not, in a sentence. */
export function anchorNow(store: Store, open: OpenAnchorFile, at: number): string | null {
  const file = open(store.state.get(ANCHOR_FILE) ?? '');
  const line = anchorLine(at, store.trail.head());
  try {
    file.append(line);
  } catch (error) {
    return `The audit trail has no new anchor: ${error instanceof Error ? error.message : String(error)}.`;
  }
  store.transaction(() => store.state.set(LAST_ANCHOR, line));
  return null;
}
