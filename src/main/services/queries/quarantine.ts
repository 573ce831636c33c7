import type { ReadModel } from '#main/ports/read-model.ts';
import type { QueryHandlers } from '../handlers.ts';

/** What was refused, a page at a time, and how much of it there is. */
export function createQuarantineQueries(
  readModel: Pick<ReadModel, 'quarantine' | 'quarantineGroups'>,
): Pick<QueryHandlers, 'quarantine.list' | 'quarantine.groups'> {
  return {
    'quarantine.list': ({ limit, before, ...choice }, { scope }) => [
      ...readModel.quarantine(scope, choice, { before: before ?? null, limit }),
    ],
    'quarantine.groups': (_, { scope }) => [...readModel.quarantineGroups(scope)],
  };
}
