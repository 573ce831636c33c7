import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { QueryHandlers } from '../handlers.ts';
import { anchored } from '../trail/anchored.ts';

/** Rows that are verified at once: some 0.3 s. */
const VERIFIED_AT_ONCE = 10_000;

/** The audit trail, a page at a time, and whether it is whole. */
export const createTrailQueries = (
  readModel: Pick<ReadModel, 'trailPage' | 'verifyTrail' | 'state' | 'trailAt' | 'lostToRestores'>,
  anchorFiles: OpenAnchorFile | null,
): Pick<QueryHandlers, 'trail.page' | 'trail.verify'> => ({
  'trail.page': (question, { scope }) => {
    const { rows, ...page } = readModel.trailPage(scope, question);
    return { rows: [...rows], ...page };
  },
  'trail.verify': async ({ after }) => {
    const part = readModel.verifyTrail(after, VERIFIED_AT_ONCE);
    const isOver = part.done && part.first_bad === null;
    return { ...part, anchors: isOver ? await anchored(readModel, anchorFiles) : null };
  },
});
