import { coversScope } from '#core/report/signing.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { toDto } from '../cases/commands.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';

/** More are not listed. */
const MOST = 500;

/** Cases, for whoever sees all that they hold. */
export const createCaseQueries = ({
  cases,
}: Pick<ReadModel, 'cases'>): Pick<QueryHandlers, 'cases.list' | 'cases.get'> => ({
  'cases.list': (_, { scope }) =>
    cases
      .newest(MOST, (of) => coversScope(scope, of))
      .map(({ id, name, opened_at, closed_at, items }) => ({
        ...{ id, name, opened_at, closed_at },
        items: items.length,
      })),
  'cases.get': ({ id }, { scope }) => {
    const folder = cases.get(id);
    if (folder === null || !coversScope(scope, folder.scope))
      throw new Refused('not-found', `There is no case ${id}.`);
    return toDto(folder);
  },
});
