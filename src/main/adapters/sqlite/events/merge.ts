import type { EventRepo } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { CREATE_LEFT, createClearHot, type Merged } from './clear-hot.ts';
import { BEFORE_ALL_SITES } from './hot.ts';
import type { HotKeys } from './hot-keys.ts';
import type { Marks } from './marks.ts';
import { CREATE_PIECE, createMovePiece } from './piece.ts';

/** A merge on its way: what it moves, and the last site that it has moved. */
type Progress = Merged & { readonly site_id: number };

/** Memory that was saved before a merged row arrived cannot be completed any more. */
const DROP_LEFT_BEHIND = 'DELETE FROM memory_state WHERE position < @position';
/** The next row gets the number behind the last one that is left, so no position may lie farther. */
const KEEP_POSITIONS = 'UPDATE memory_state SET position = @newest WHERE position > @newest';
const NEWEST = 'SELECT coalesce(max(seq), 0) FROM event_hot';
const PROGRESS = 'SELECT position, before, site_id FROM merging';
const NOTE_PROGRESS = `
  INSERT INTO merging (position, before, site_id) VALUES (@position, @before, @site_id)
  ON CONFLICT DO UPDATE SET site_id = excluded.site_id`;
const END_PROGRESS = 'DELETE FROM merging';

const ALL_SITES = Number.MAX_SAFE_INTEGER;
const ALL_ROWS = Number.MAX_SAFE_INTEGER;

/** Moves hot rows into the sorted runs and their counters. What a stop interrupted is ended by the next merge. */
export function createMerge(
  session: Session,
  marks: Marks,
  keys: HotKeys,
): Pick<EventRepo, 'merge' | 'mergeInPieces'> {
  const newestRow = session.pluck<[], number>(NEWEST);
  let statements: Statements | null = null;
  const ready = (): Statements => {
    statements ??= prepareStatements(session);
    return statements;
  };

  /** Moves what is left of the sites up to `to`. Memory that does not know these rows goes. */
  const move = (merge: Progress, to: number): number => {
    const { dropLeftBehind, movePiece } = ready();
    dropLeftBehind.run({ position: merge.position });
    const moved = movePiece({ ...merge, after: merge.site_id, site_id: to });
    marks.setMergedBefore(merge.before);
    return moved;
  };
  /** Removes what was moved, at most so many rows; returns whether the merge is over. */
  const clear = (merge: Progress, most: number): boolean => {
    const { clearHot, keepPositions, endProgress } = ready();
    const isOver = clearHot(merge, most);
    if (isOver) endProgress.run();
    keepPositions.run({ newest: newestRow.get() ?? 0 });
    keys.forget();
    return isOver;
  };

  /** The same in transactions of about `most` rows; each piece is a range of the runs' key, so that no page is written twice. */
  function* inPieces(merge: Progress, most: number): Generator<number> {
    let current = merge;
    const edges = keys.edges(merge.site_id, most);
    yield 0; // of ten thousand sites that is a step of its own
    for (const site_id of [...edges, ALL_SITES]) {
      const moved = session.transaction(() => {
        const count = move(current, site_id);
        ready().noteProgress.run({ ...merge, site_id });
        return count;
      });
      current = { ...merge, site_id };
      yield moved;
    }
    while (!session.transaction(() => clear(current, most))) yield 0;
  }

  /** Ends a merge that was interrupted. */
  function* endLast(most: number): Generator<number> {
    const last = ready().progress.get();
    if (last !== undefined) yield* inPieces(last, most);
  }

  return {
    merge(before) {
      for (const _ of endLast(ALL_ROWS));
      return session.transaction(() => {
        const all = { before, position: newestRow.get() ?? 0, site_id: BEFORE_ALL_SITES };
        const moved = move(all, ALL_SITES);
        clear(all, ALL_ROWS);
        return moved;
      });
    },
    *mergeInPieces(before, until, most) {
      yield* endLast(most);
      const position = Math.min(until, newestRow.get() ?? 0);
      yield* inPieces({ before, position, site_id: BEFORE_ALL_SITES }, most);
    },
  };
}

type Statements = ReturnType<typeof prepareStatements>;

/** Prepared when a merge begins, for who only reads has no tables of its own. */
function prepareStatements(session: Session) {
  session.transaction(() => {
    for (const sql of [CREATE_PIECE, CREATE_LEFT]) session.prepare(sql).run();
  });
  return {
    movePiece: createMovePiece(session),
    clearHot: createClearHot(session),
    dropLeftBehind: session.prepare<[{ position: number }]>(DROP_LEFT_BEHIND),
    keepPositions: session.prepare<[{ newest: number }]>(KEEP_POSITIONS),
    progress: session.prepare<[], Progress>(PROGRESS),
    noteProgress: session.prepare<[Progress]>(NOTE_PROGRESS),
    endProgress: session.prepare<[]>(END_PROGRESS),
  };
}
