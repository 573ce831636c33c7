import type { ReadModel } from '#main/ports/read-model.ts';
import type { QueryHandlers } from '../handlers.ts';

/** The audit trail, a page at a time. */
export const createTrailQueries = (
  readModel: Pick<ReadModel, 'trailPage'>,
): Pick<QueryHandlers, 'trail.page'> => ({
  'trail.page': (question, { scope }) => {
    const { rows, next, head } = readModel.trailPage(scope, question);
    return { rows: [...rows], next, head };
  },
});
